package dev.gladhand.application;

import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.FieldFault;
import java.time.Duration;
import java.util.List;

/** Why a request is not carried out; nothing has happened. The texts are for the caller. */
public sealed interface Refusal {
  /** No such object, or not the caller's: the two are never told apart. */
  record NotFound(String what) implements Refusal {}

  /** The caller may not do this. */
  record Forbidden(String why) implements Refusal {}

  /** The object's state forbids it; {@code retryAfter} is zero where waiting does not help. */
  record Conflict(String why, Duration retryAfter) implements Refusal {}

  /** The body's faults, all at once; within the bounds of {@link Faults}. */
  record Invalid(List<FieldFault> faults) implements Refusal {
    public Invalid {
      faults = Faults.bounded(faults);
    }
  }

  /** What was sent, or what is to be stored of it, is too long as a whole. */
  record TooLarge(String why) implements Refusal {}

  /** The request itself is malformed: a parameter, a header, a cursor. */
  record Malformed(String why) implements Refusal {}

  /** The TSP cannot do this. */
  record NotSupported(String why) implements Refusal {}

  /** The caller sends too much. */
  record TooMany(String why, Duration retryAfter) implements Refusal {}

  /** The node takes nothing at the moment. */
  record Unavailable(String why, Duration retryAfter) implements Refusal {}
}
