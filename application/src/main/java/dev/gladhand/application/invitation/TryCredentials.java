package dev.gladhand.application.invitation;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests by a harmless call whether credentials work, before they are stored. Blocks up to the
 * time-out; throws nothing for a failure of the network. Thread-safe.
 */
public final class TryCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(TryCredentials.class);

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration timeout;

  /**
   * @param nanoTime a monotonic clock
   * @param timeout the time limit of one call
   */
  public TryCredentials(InstantSource clock, LongSupplier nanoTime, Duration timeout) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.timeout = timeout;
  }

  /** The result of a test. */
  public sealed interface Trial {
    /**
     * The credentials work.
     *
     * @param credentials the credentials to store: those tested, or those to which the TSP has
     *     renewed them
     */
    record Good(Credentials credentials) implements Trial {}

    /**
     * The credentials cannot be stored.
     *
     * @param details the TSP's message, for people
     */
    record Bad(Why why, String details) implements Trial {}
  }

  /** Why credentials cannot be stored. */
  public enum Why {
    /** The TSP refuses the credentials. */
    REFUSED,
    /** The TSP gave no answer. */
    UNREACHABLE,
    /** The TSP did not answer within the time limit. */
    SLOW,
    /** The TSP asks to try later. */
    BUSY,
    /** The TSP answered with another error. */
    FAILED
  }

  /** The time limit of one call. */
  public Duration timeout() {
    return timeout;
  }

  Trial run(TspAdapter adapter, TspAccess access) {
    var begun = nanoTime.getAsLong();
    try {
      return renewed(adapter, access, begun);
    } catch (RuntimeException e) {
      // Messages of adapters' exceptions may hold credentials, so they are left out.
      LOG.error(
          "the adapter of {} failed when it tested credentials: {}",
          adapter.id(),
          e.getClass().getName());
      return new Trial.Bad(Why.FAILED, "the adapter failed");
    }
  }

  /**
   * Tests credentials. Those that must be renewed before their first use are renewed first; the old
   * ones are then no longer valid.
   */
  private Trial renewed(TspAdapter adapter, TspAccess access, long begun) {
    var renewer = adapter.renewer();
    if (renewer.isEmpty()
        || !renewer.get().renewable(access.credentials())
        || !renewer.get().expired(access.credentials(), clock.instant())) {
      return tested(adapter, access, begun);
    }
    return switch (renewer.get().renew(access, clock.instant())) {
      case Renewal.Renewed(var fresh) ->
          tested(
              adapter,
              new TspAccess(access.connection(), fresh, access.settings(), access.timeout()),
              begun);
      case Renewal.Refused(var error) -> new Trial.Bad(Why.REFUSED, error.details());
      case Renewal.TryLater(var error, _) -> bad(error, begun);
    };
  }

  private Trial tested(TspAdapter adapter, TspAccess access, long begun) {
    return switch (adapter.test(access)) {
      case Outcome.Accepted _, Outcome.Progressed _ -> new Trial.Good(access.credentials());
      case Outcome.Rejected(var error, _, _) -> bad(error, begun);
      case Outcome.Throttled(var error, _) -> new Trial.Bad(Why.BUSY, error.details());
    };
  }

  private Trial bad(TspError error, long begun) {
    return new Trial.Bad(why(error.type(), begun), error.details());
  }

  private Why why(ErrorType type, long begun) {
    return switch (type) {
      case AUTH -> Why.REFUSED;
      case NETWORK ->
          nanoTime.getAsLong() - begun >= timeout.toNanos() * 9 / 10 ? Why.SLOW : Why.UNREACHABLE;
      case VALIDATION, TSP -> Why.FAILED;
    };
  }
}
