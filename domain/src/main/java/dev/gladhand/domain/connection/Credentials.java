package dev.gladhand.domain.connection;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The credentials by which a connection signs in at its TSP. They are never shown, logged, or put
 * into an error.
 */
public record Credentials(Fields fields) {
  public <T> @Nullable T get(Field<T> field) {
    return fields.get(field);
  }

  /** The same credentials with another value of this field. */
  public <T> Credentials with(Field<T> field, T value) {
    return new Credentials(fields.with(field, value));
  }

  @Override
  public String toString() {
    return "Credentials[*****]";
  }
}
