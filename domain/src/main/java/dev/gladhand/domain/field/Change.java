package dev.gladhand.domain.field;

/**
 * What a request does with a field: an absent field is left alone, a null clears it, and a value
 * sets it. On a create, null means the same as absent.
 */
public sealed interface Change<T> {
  /** The field was absent. */
  record Unchanged<T>() implements Change<T> {}

  /** The field was null. */
  record Clear<T>() implements Change<T> {}

  /** The field has a value. */
  record Set<T>(T value) implements Change<T> {}
}
