package dev.gladhand.domain.connection;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Fields;
import org.jspecify.annotations.Nullable;

/** What a TSP wants to see before it lets us in. Never shown, logged, or put into an error. */
public record Credentials(Fields fields) {
  public <T> @Nullable T get(Field<T> field) {
    return fields.get(field);
  }

  @Override
  public String toString() {
    return "Credentials[*****]";
  }
}
