package dev.gladhand.application.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Settler.Settlement;

/** The result of a look-up. */
public sealed interface Looked {
  record Found(Settlement settlement) implements Looked {}

  /** The look-up could not be made. */
  record Nothing(TspError error) implements Looked {}

  /** The TSP refuses the connection's credentials. */
  record NoCredentials() implements Looked {}

  /** A word of a closed set for metrics. */
  default String word() {
    return switch (this) {
      case Found(Settlement.Applied _) -> "applied";
      case Found(Settlement.Progressed _) -> "progressed";
      case Found(Settlement.NotApplied _) -> "not_applied";
      case Found(Settlement.CannotTell _) -> "cannot_tell";
      case Found(Settlement.TryLater(var error)) -> error.type().wire();
      case Nothing(var error) -> error.type().wire();
      case NoCredentials() -> ErrorType.AUTH.wire();
    };
  }
}
