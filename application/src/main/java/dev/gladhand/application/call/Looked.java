package dev.gladhand.application.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Settler.Settlement;

/** What a look-up came to. */
public sealed interface Looked {
  record Found(Settlement settlement) implements Looked {}

  /** It could not be made. */
  record Nothing(TspError error) implements Looked {}

  /** The TSP does not let us look. */
  record NoCredentials() implements Looked {}

  /** One of a closed set. */
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
