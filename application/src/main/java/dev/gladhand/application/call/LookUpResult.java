package dev.gladhand.application.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Settler.Settlement;

/** The result of a look-up at a provider. */
public sealed interface LookUpResult {
  /** The look-up was made; this is what it found out. */
  record Found(Settlement settlement) implements LookUpResult {}

  /** The look-up could not be made. */
  record NotMade(TspError error) implements LookUpResult {}

  /** The TSP refuses the connection's credentials. */
  record NoCredentials() implements LookUpResult {}

  /** The result as one of a few fixed words, for the traces. */
  default String word() {
    return switch (this) {
      case Found(Settlement.Applied _) -> "applied";
      case Found(Settlement.Progressed _) -> "progressed";
      case Found(Settlement.NotApplied _) -> "not_applied";
      case Found(Settlement.CannotTell _) -> "cannot_tell";
      case Found(Settlement.TryLater(var error)) -> error.type().wire();
      case NotMade(var error) -> error.type().wire();
      case NoCredentials() -> ErrorType.AUTH.wire();
    };
  }
}
