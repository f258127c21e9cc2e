package dev.gladhand.domain.field;

import org.jspecify.annotations.Nullable;

/**
 * A field of a request: its name in JSON and the type of its value. Two fields are equal when their
 * names are. A field is also the key to its value in {@link Fields}.
 *
 * @param label the texts that a form shows with the field, or null
 */
public record Field<T>(String name, FieldType<T> type, @Nullable Label label) {

  /**
   * What a form shows of a field.
   *
   * @param title a few words
   * @param description a sentence or two
   * @param help the https address of the page that says where to find the value; null if no such
   *     page is needed
   */
  public record Label(String title, String description, @Nullable String help) {}

  public Field(String name, FieldType<T> type) {
    this(name, type, null);
  }

  /** The same field with a title and a description. */
  public Field<T> labelled(String title, String description) {
    return labelled(title, description, null);
  }

  /** The same field with a title, a description, and the page that says where to find its value. */
  public Field<T> labelled(String title, String description, @Nullable String help) {
    return new Field<>(name, type, new Label(title, description, help));
  }

  /** The same field and label, with the page that says where to find the value. */
  public Field<T> helpedBy(String help) {
    if (label == null) {
      throw new IllegalStateException(name + " has no label");
    }
    return labelled(label.title(), label.description(), help);
  }

  /**
   * For a reference, the name of a further field in answers: it shows the TSP's id of the record
   * that the reference names.
   */
  public String twin() {
    return "source_" + name;
  }

  public boolean isReference() {
    return type instanceof FieldType.Ref
        || type instanceof CompoundType.Many<?>(FieldType.Ref _, _, _, _);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Field<?> field && field.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
