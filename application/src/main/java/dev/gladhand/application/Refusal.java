package dev.gladhand.application;

import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.FieldFault;
import java.time.Duration;
import java.util.List;

/**
 * Why a request was not carried out. A refused request has changed nothing. The texts are written
 * for the caller.
 */
public sealed interface Refusal {
  /** The object does not exist or belongs to another partner; the caller cannot tell which. */
  record NotFound(String what) implements Refusal {}

  /** The caller is not allowed to do what the request asks. */
  record Forbidden(String why) implements Refusal {}

  /**
   * The present state of the object forbids the request; {@code retryAfter} is zero if waiting does
   * not help.
   */
  record Conflict(String why, Duration retryAfter) implements Refusal {}

  /** The body has these faults, at most as many as {@link Faults} keeps. */
  record Invalid(List<FieldFault> faults) implements Refusal {
    public Invalid {
      faults = Faults.bounded(faults);
    }
  }

  /** The request, or the part of it that would be stored, is too long. */
  record TooLarge(String why) implements Refusal {}

  /** The request itself is malformed: a parameter, a header, a cursor. */
  record Malformed(String why) implements Refusal {}

  /**
   * The TSP, its adapter, the connection's settings or this installation cannot do what the request
   * asks.
   */
  record NotSupported(String why) implements Refusal {}

  /** The caller sends too many requests. */
  record TooMany(String why, Duration retryAfter) implements Refusal {}

  /** The node cannot accept requests at the moment. */
  record Unavailable(String why, Duration retryAfter) implements Refusal {}
}
