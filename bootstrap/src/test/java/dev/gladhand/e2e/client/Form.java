package dev.gladhand.e2e.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A form of a page as a browser would send it.
 *
 * @param fields its names and values, some names several times
 */
public record Form(String action, boolean post, List<Map.Entry<String, String>> fields) {
  private static final Pattern FORM = Pattern.compile("(?s)<form([^>]*)>(.*?)</form>");
  private static final Pattern BUTTON =
      Pattern.compile("(?s)<button([^>]*)>\\s*([^<]*?)\\s*</button>");
  private static final Pattern INPUT = Pattern.compile("<input([^>]*)>");
  private static final Pattern AREA = Pattern.compile("(?s)<textarea([^>]*)>\n?(.*?)</textarea>");
  private static final Pattern SELECT = Pattern.compile("(?s)<select([^>]*)>(.*?)</select>");
  private static final Pattern OPTION = Pattern.compile("<option([^>]*)>");

  /** The form that the first button of this name sends. */
  public static Form of(String page, String button) {
    return FORM.matcher(page)
        .results()
        .flatMap(
            form ->
                BUTTON
                    .matcher(form.group(2))
                    .results()
                    .filter(one -> text(one.group(2)).equals(button))
                    .map(one -> read(form, one.group(1))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + button + " in " + page));
  }

  private static Form read(MatchResult form, String button) {
    var fields = new ArrayList<Map.Entry<String, String>>();
    INPUT
        .matcher(form.group(2))
        .results()
        .map(MatchResult::group)
        .filter(input -> !input.contains("type=\"checkbox\"") || input.contains(" checked"))
        .forEach(input -> add(fields, input, value(input, "value")));
    AREA.matcher(form.group(2))
        .results()
        .forEach(area -> add(fields, area.group(1), text(area.group(2))));
    SELECT
        .matcher(form.group(2))
        .results()
        .forEach(
            select -> {
              var options = OPTION.matcher(select.group(2)).results().map(MatchResult::group);
              var all = options.toList();
              var chosen = all.stream().filter(one -> one.contains(" selected")).toList();
              var sent =
                  chosen.isEmpty() && !select.group(1).contains("multiple")
                      ? all.subList(0, 1)
                      : chosen;
              sent.forEach(one -> add(fields, select.group(1), value(one, "value")));
            });
    if (button.contains("name=")) {
      add(fields, button, value(button, "value"));
    }
    var action = value(button.contains("formaction") ? button : form.group(1), "action");
    return new Form(action, form.group(1).contains("method=\"post\""), fields);
  }

  /** The same with another value of a field. */
  public Form with(String name, String value) {
    var changed = new ArrayList<>(fields);
    changed.removeIf(field -> field.getKey().equals(name));
    changed.add(Map.entry(name, value));
    return new Form(action, post, changed);
  }

  private static void add(List<Map.Entry<String, String>> to, String tag, String value) {
    to.add(Map.entry(value(tag, "name"), value));
  }

  private static String value(String tag, String attribute) {
    var found = Pattern.compile(attribute + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? text(found.group(1)) : "";
  }

  private static String text(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
