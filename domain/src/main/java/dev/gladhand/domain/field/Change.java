package dev.gladhand.domain.field;

import org.jspecify.annotations.Nullable;

/**
 * A field of a request: leave alone (absent), clear (null), or set. On a create, clear means the
 * same as absent.
 */
public sealed interface Change<T> {
  /** The field was absent. */
  record Unchanged<T>() implements Change<T> {}

  /** The field was null. */
  record Clear<T>() implements Change<T> {}

  /** The field has a value. */
  record Set<T>(T value) implements Change<T> {}

  default @Nullable T orNull() {
    return this instanceof Set<T>(var value) ? value : null;
  }
}
