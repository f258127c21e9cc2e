package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Renewer;

/** Converts a failed read into the failure of the listing or the renewal that needed it. */
public final class FailedRead {
  private FailedRead() {}

  public static Directory.Listing listing(Exchange.Failed failed) {
    return new Directory.Listing.Failed(failed.error(), advice(failed));
  }

  /**
   * The failure of a renewal: refused for good if the same call can never succeed or the
   * credentials are not valid, otherwise to be tried again later.
   */
  public static Renewer.Renewal renewal(Exchange.Failed failed) {
    var advice = advice(failed);
    return switch (advice) {
      case Retry.Never _, Retry.NewCredentials _ -> new Renewer.Renewal.Refused(failed.error());
      case Retry.After(var delay) -> new Renewer.Renewal.TryLater(failed.error(), delay);
      case Retry.Backoff _ -> new Renewer.Renewal.TryLater(failed.error());
    };
  }

  private static Retry advice(Exchange.Failed failed) {
    return switch (failed.outcome()) {
      case Outcome.Rejected(_, var advice, _) -> advice;
      case Outcome.Throttled(_, var wait) when wait != null -> new Retry.After(wait);
      case Outcome.Throttled _, Outcome.Accepted _, Outcome.Progressed _ -> new Retry.Backoff();
    };
  }
}
