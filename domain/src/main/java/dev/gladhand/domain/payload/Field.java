package dev.gladhand.domain.payload;

/**
 * A field of a request: its name in JSON and the type of its value. Two fields are the same when
 * their names are; the field is also the key to its value in {@link Fields}.
 */
public record Field<T>(String name, FieldType<T> type) {

  /** The name of the twin that echoes the TSP's id of a reference. */
  public String twin() {
    return "source_" + name;
  }

  public boolean isReference() {
    return type instanceof FieldType.Ref
        || type instanceof FieldType.Many<?>(FieldType.Ref _, _, _, _);
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
