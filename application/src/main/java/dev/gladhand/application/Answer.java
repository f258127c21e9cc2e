package dev.gladhand.application;

import java.util.function.Function;

/** The result of a use case: a value, or the reason why it was refused. */
public sealed interface Answer<T> {
  /** The use case was carried out. */
  record Ok<T>(T value) implements Answer<T> {}

  /** The use case was refused and has changed nothing. */
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  static <T> Answer<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Answer<T> notFound(String what) {
    return new Refused<>(new Refusal.NotFound(what));
  }

  default <R> Answer<R> map(Function<T, R> then) {
    return switch (this) {
      case Ok<T>(var value) -> new Ok<>(then.apply(value));
      case Refused<T>(var refusal) -> new Refused<>(refusal);
    };
  }

  default <R> Answer<R> flatMap(Function<T, Answer<R>> then) {
    return switch (this) {
      case Ok<T>(var value) -> then.apply(value);
      case Refused<T>(var refusal) -> new Refused<>(refusal);
    };
  }
}
