package dev.gladhand.console.page;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control of a form.
 *
 * @param label the accessible name
 * @param values the entered or chosen values
 * @param options the options of a choice, otherwise empty
 * @param hint a sentence below the control, or empty
 * @param fault the fault of the value, or null
 * @param help the address of a page that explains where to find the value, or null
 */
public record Field(
    String name,
    String label,
    Kind kind,
    List<String> values,
    List<Option> options,
    String hint,
    @Nullable String fault,
    boolean required,
    @Nullable String help) {
  public Field {
    values = List.copyOf(values);
    options = List.copyOf(options);
  }

  /** How a control is drawn. */
  public enum Kind {
    TEXT,
    PASSWORD,
    NUMBER,
    EMAIL,
    AREA,
    FILE,
    CHECK,
    CHOICE,
    CHOICES,
    HIDDEN
  }

  /** An option of a choice. */
  public record Option(String value, String text) {
    /** An option for each word. */
    public static List<Option> of(Stream<String> words) {
      return words.map(word -> new Option(word, word)).toList();
    }

    /** An option for each word, after a first option without a value. */
    public static List<Option> of(String without, Stream<String> words) {
      return Stream.concat(Stream.of(new Option("", without)), of(words).stream()).toList();
    }
  }

  public static Field text(String name, String label, String value) {
    return of(name, label, Kind.TEXT, value);
  }

  public static Field password(String name, String label) {
    return of(name, label, Kind.PASSWORD, "");
  }

  public static Field hidden(String name, String value) {
    return of(name, name, Kind.HIDDEN, value);
  }

  public static Field area(String name, String label, String value) {
    return of(name, label, Kind.AREA, value);
  }

  public static Field of(String name, String label, Kind kind, String value) {
    return new Field(name, label, kind, List.of(value), List.of(), "", null, false, null);
  }

  /** A choice of exactly one option; the first one is the default. */
  public static Field choice(String name, String label, List<Option> options, String value) {
    return new Field(name, label, Kind.CHOICE, List.of(value), options, "", null, false, null);
  }

  /** A choice of any number of options. */
  public static Field choices(
      String name, String label, List<Option> options, List<String> values) {
    return new Field(name, label, Kind.CHOICES, values, options, "", null, false, null);
  }

  public Field withHint(String told) {
    return new Field(name, label, kind, values, options, told, fault, required, help);
  }

  public Field withHelp(@Nullable String address) {
    return new Field(name, label, kind, values, options, hint, fault, required, address);
  }

  public Field withFault(@Nullable String wrong) {
    return new Field(name, label, kind, values, options, hint, wrong, required, help);
  }

  public Field asRequired() {
    return new Field(name, label, kind, values, options, hint, fault, true, help);
  }

  public String value() {
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** The id of the HTML element of the control. */
  public String id() {
    return "f-" + name.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  /**
   * The ids of the HTML elements that describe the control (its fault and its hint), separated by a
   * space; null if it has neither.
   */
  public @Nullable String describedBy() {
    var fault = this.fault == null ? "" : id() + "-fault";
    var both = hint.isEmpty() ? fault : (fault + " " + id() + "-hint").strip();
    return both.isEmpty() ? null : both;
  }

  /** Whether the option with this value is chosen. */
  public boolean has(String value) {
    return values.contains(value);
  }
}
