package dev.gladhand.console.page;

import dev.gladhand.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page. A page shows its blocks from top to bottom. Texts are escaped when they are
 * written.
 */
public sealed interface Block {

  /** A heading of the second level. */
  record Heading(String text) implements Block {}

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A notice that the reader must not overlook. */
  record Notice(Tone tone, String text) implements Block {}

  /** A notice of something that went well. */
  static Block good(String text) {
    return new Notice(Tone.GOOD, text);
  }

  /** A notice of something that went wrong. */
  static Block bad(String text) {
    return new Notice(Tone.BAD, text);
  }

  /** The meaning of a notice. */
  enum Tone {
    GOOD,
    BAD,
    PLAIN
  }

  /** Names and values in the given order. */
  record Facts(Map<String, Cell> facts) implements Block {}

  /**
   * A table.
   *
   * @param caption the caption of the table
   * @param empty the text if there are no rows, which says what to do
   */
  record Table(String caption, List<String> columns, List<List<Cell>> rows, String empty)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Counts of each minute, the oldest first, drawn as bars; a table shows the same numbers.
   *
   * @param label what the chart shows
   */
  record Chart(String label, List<Series> series) implements Block {
    private static final int WIDTH = 10;
    private static final int HEIGHT = 100;

    public Chart {
      series = List.copyOf(series);
    }

    /** One series of counts; its name is also a part of its CSS class. */
    public record Series(String name, List<Long> counts) {
      public Series {
        counts = List.copyOf(counts);
      }

      public long sum() {
        return counts.stream().mapToLong(Long::longValue).sum();
      }
    }

    /** The greatest count of all series. */
    public long top() {
      return series.stream().flatMap(one -> one.counts().stream()).max(Long::compare).orElse(0L);
    }

    /** The chart as a sentence, for readers who do not see it. */
    public String told() {
      return series.stream()
          .map(one -> one.name() + " " + one.sum())
          .collect(
              Collectors.joining(", ", label + ": ", "; at most " + top() + " within a minute"));
    }

    /** The series by name as JSON, from which a script draws a chart instead of the bars. */
    public String data() {
      var data = new LinkedHashMap<String, List<Long>>();
      series.forEach(one -> data.put(one.name(), one.counts()));
      return JsonWriter.text(data);
    }

    public int width() {
      return series.stream().mapToInt(one -> one.counts().size()).max().orElse(0) * WIDTH;
    }

    /** The bars of one series as the path of an SVG, beside the bars of the other series. */
    public String path(Series one) {
      var path = new StringBuilder();
      var wide = WIDTH / Math.max(1, series.size());
      for (var i = 0; i < one.counts().size(); i++) {
        var count = one.counts().get(i);
        if (count > 0) {
          var high = Math.max(2, Math.round((double) HEIGHT * count / top()));
          var left = i * WIDTH + series.indexOf(one) * wide;
          path.append('M').append(left).append(' ').append(HEIGHT).append('v').append(-high);
          path.append('h').append(wide).append('v').append(high).append('z');
        }
      }
      return path.toString();
    }
  }

  /** Links side by side. */
  record Links(List<Cell.Link> links) implements Block {
    public Links {
      links = List.copyOf(links);
    }

    public Links(Cell.Link... links) {
      this(List.of(links));
    }
  }

  /** A preformatted text with a button that copies it. */
  record Code(String label, String text) implements Block {}

  /** Content that is visible when its summary is opened. */
  record Details(String summary, List<Block> blocks, boolean open) implements Block {
    public Details {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Parts that are updated while the page is open.
   *
   * @param stream the address that sends changes; null if the parts are loaded again every few
   *     seconds
   * @param running false if the reader has stopped the updates
   */
  record Live(String id, @Nullable String stream, boolean running, List<Block> blocks)
      implements Block {
    /** The query parameter that says whether the updates of a page's live part are stopped. */
    public static final String PARAMETER = "live";

    private static final String PAUSED = "paused";

    public Live {
      blocks = List.copyOf(blocks);
    }

    /**
     * The live part of a page, with the button that stops or starts it.
     *
     * @param stream the address that sends changes, without its query
     */
    public static List<Block> of(String path, String stream, Inputs query, List<Block> blocks) {
      var running = !query.text(PARAMETER).equals(PAUSED);
      var button = running ? new Button("Pause", PARAMETER, PAUSED, null) : new Button("Resume");
      var control = new Form(path, false, query.hidden(PARAMETER), List.of(button), "Live view");
      var from = query.with(PARAMETER, null);
      return List.of(
          control,
          new Live("live", from.isEmpty() ? stream : stream + "?" + from, running, blocks));
    }
  }

  /**
   * A form. If it is sent with POST, the token of the browser's forms is added to it when the page
   * is written.
   *
   * @param post whether the form is sent with POST; otherwise its values become the query of {@code
   *     action}
   * @param more fields that are hidden until the user opens them
   */
  record Form(
      String action,
      boolean post,
      List<Field> fields,
      List<Field> more,
      List<Button> buttons,
      String label)
      implements Block, Cell {
    public Form {
      fields = List.copyOf(fields);
      more = List.copyOf(more);
      buttons = List.copyOf(buttons);
    }

    /** A form whose fields are all visible. */
    public Form(
        String action, boolean post, List<Field> fields, List<Button> buttons, String label) {
      this(action, post, fields, List.of(), buttons, label);
    }

    /** Whether one of the visible fields is for a file. */
    public boolean uploads() {
      return fields.stream().anyMatch(field -> field.kind() == Field.Kind.FILE);
    }

    /** A form that has one button and is sent with POST. */
    public static Form post(String action, List<Field> fields, String button, String label) {
      return post(action, fields, List.of(), button, label);
    }

    /**
     * A form that has one button and is sent with POST.
     *
     * @param more fields that are hidden until the user opens them
     */
    public static Form post(
        String action, List<Field> fields, List<Field> more, String button, String label) {
      return new Form(action, true, fields, more, List.of(new Button(button)), label);
    }

    /** A form whose values become the query of an address. */
    public static Form query(String action, List<Field> fields, String button, String label) {
      return new Form(action, false, fields, List.of(new Button(button)), label);
    }

    /**
     * The form with the filters of a list.
     *
     * @param wrong why the filters cannot be read, with the name of the control; null if they can
     */
    public static Form filters(String action, List<Field> fields, @Nullable Stop wrong) {
      return query(action, Stop.marked(fields, wrong), "Apply", "Filters");
    }

    /** A form that has only buttons and is sent with POST. */
    public static Form buttons(String action, String label, Button... buttons) {
      return new Form(action, true, List.of(), List.of(buttons), label);
    }
  }

  /**
   * A button that sends its form.
   *
   * @param name the name of a parameter that has the value {@code value} if this button was
   *     pressed; empty if the form has only one button
   * @param action the address to use instead of the form's own, or null
   */
  record Button(String text, String name, String value, @Nullable String action) {
    public Button(String text) {
      this(text, "", "", null);
    }

    /** A button that sends its form to another address. */
    public static Button to(String text, String action) {
      return new Button(text, "", "", action);
    }
  }
}
