package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;

/** Makes the errors and outcomes that say that a TSP was not called, and why. */
public final class NotCalled {
  private NotCalled() {}

  /**
   * @param tsp the name of the TSP as it is shown to people
   */
  public static TspError error(ErrorType type, String tsp, String why) {
    return new TspError(type, tsp + " was not called: " + why, false, null);
  }

  /** The outcome of a write whose values turn out at delivery to be impossible to send. */
  public static Outcome refused(String tsp, String why) {
    return Outcome.rejected(error(ErrorType.VALIDATION, tsp, why), new Retry.Never());
  }

  /** The result of a call that was not made because the credentials do not suffice for it yet. */
  public static Exchange.Failed unsigned(String tsp, String why) {
    var error = error(ErrorType.AUTH, tsp, why);
    var outcome = Outcome.rejected(error, new Retry.NewCredentials());
    return new Exchange.Failed(outcome, error, null, null);
  }
}
