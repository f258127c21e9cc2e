package dev.gladhand.tsp.kit.form;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Declares members of credentials and settings. Forms show each with its title, its description and
 * the page that says where to find the value.
 *
 * @param help the https address of that page
 */
public record FormFields(String help) {
  /**
   * Matches a text of printable ASCII characters without blanks, which can stand in a header's
   * value without quotes.
   */
  private static final Pattern TOKEN = Pattern.compile("^[\\x21-\\x7e]+$");

  private static final Pattern LINE = Pattern.compile("^[^\\x00-\\x1f\\x7f]+$");

  /**
   * A declared member with its title; {@link #described} adds the description and gives the
   * finished field.
   */
  public record Titled<T>(Field<T> field, String title, String help) {
    /**
     * @param description a sentence or two for forms
     */
    public Field<T> described(String description) {
      return field.labelled(title, description, help);
    }
  }

  public <T> Titled<T> of(String name, FieldType<T> type, String title) {
    return new Titled<>(new Field<>(name, type), title, help);
  }

  /**
   * A member that holds a text of any characters that the store can hold. If it is a credential, it
   * must also be one line of printable ASCII.
   */
  public Titled<String> text(String name, int longest, String title) {
    return of(name, new FieldType.Text(1, longest, null), title);
  }

  /** A member that holds a text without control characters, in any language. */
  public Titled<String> line(String name, int longest, String title) {
    return of(name, new FieldType.Text(1, longest, LINE), title);
  }

  /** A member that holds a text of printable ASCII characters without blanks. */
  public Titled<String> token(String name, int longest, String title) {
    return of(name, new FieldType.Text(1, longest, TOKEN), title);
  }

  /**
   * A member that holds a text in which the pattern is found; a pattern for the whole text needs
   * anchors.
   */
  public Titled<String> matching(String name, String pattern, int longest, String title) {
    return of(name, new FieldType.Text(1, longest, Pattern.compile(pattern)), title);
  }

  public Titled<Boolean> flag(String name, String title) {
    return of(name, FieldTypes.FLAG, title);
  }

  /** A member whose value is one of these words. */
  public Titled<String> word(String name, List<String> words, String title) {
    return of(name, new FieldType.Word(words, "one of " + String.join(", ", words)), title);
  }

  /**
   * The schema of a TSP's settings: the base URL of its calls, and the TSP's own settings.
   *
   * @param hosts the TSP's own hosts, as {@link SettingsSchema#hosts} takes them
   */
  public SettingsSchema settings(Set<String> hosts, List<Field<?>> own, Rule... rules) {
    var all = new ArrayList<Field<?>>();
    all.add(Settings.BASE_URL.helpedBy(help));
    all.addAll(own);
    return new SettingsSchema(Shape.of(all, rules), hosts);
  }
}
