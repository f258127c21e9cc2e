package dev.gladhand.application.call;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.call.LiveCredentials.CredentialsUnreadable;
import dev.gladhand.application.call.LiveCredentials.Renewing;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.trace.MeasuredTrace;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a TSP with a connection's credentials. Expired credentials are renewed before the call, and
 * credentials that the TSP refuses are renewed once. If an adapter throws, the outcome counts as
 * unknown. Blocks; thread-safe.
 */
public final class CallTsp {
  private static final Logger LOG = LoggerFactory.getLogger(CallTsp.class);
  private final Adapters adapters;
  private final Operations operations;
  private final InstantSource clock;
  private final Measurements measurements;
  private final Tracing tracing;
  private final LiveCredentials credentials;

  public CallTsp(
      Adapters adapters,
      Connections connections,
      Operations operations,
      InstantSource clock,
      Measurements measurements,
      Tracing tracing) {
    this.adapters = adapters;
    this.operations = operations;
    this.credentials = new LiveCredentials(connections, clock);
    this.clock = clock;
    this.measurements = measurements;
    this.tracing = tracing;
  }

  /**
   * Calls the TSP to deliver the operation. If the TSP refuses the credentials, they are renewed
   * and the call is made again.
   *
   * @param attempt is asked before each call and again before the first byte of each request that
   *     changes something, and is given each such request just before it is sent
   * @return empty if the TSP has done nothing, because the attempt forbade the call, no time was
   *     left for the repeated call, or the store was not available to read or renew the credentials
   */
  public Optional<Outcome> send(
      ResourceOperation op, Connection connection, Duration timeout, Attempt attempt) {
    var adapter = adapters.get(connection.tsp());
    var writer = writer(op, connection);
    if (writer.isEmpty()) {
      return Optional.of(
          Outcome.rejected(
              new TspError(
                  ErrorType.VALIDATION,
                  adapter.displayName()
                      + " cannot make this write with the connection's present settings",
                  false,
                  null),
              new Retry.Never()));
    }
    var begun = clock.instant();
    try (var span = tracing.attempt(op)) {
      var outcome =
          withCredentials(
              adapter,
              connection,
              timeout,
              access -> {
                if (!attempt.mayBegin()) {
                  throw new NotMade();
                }
                var telling = access.telling(attempt);
                return guarded(
                    adapter,
                    "sent operation " + op.id(),
                    () -> writer.get().send(op.write(connection.settings()), telling));
              });
      span.outcome(named(outcome), outcome instanceof Outcome.Rejected);
      var took = Duration.between(begun, clock.instant());
      MeasuredTrace.measure(
          span.context(),
          () -> measurements.called(connection.tsp(), op.resource(), named(outcome), took));
      return Optional.of(outcome);
    } catch (NotMade | StoreUnavailable e) {
      // If a call was made before, the TSP refused its credentials, so it has done nothing.
      return Optional.empty();
    }
  }

  /**
   * Whether the operation may be sent again after an attempt whose node ended without storing a
   * result; the attempt is added to the traces.
   */
  public RepeatSafety lost(ResourceOperation op, Connection connection) {
    op.pending().map(State.Pending::begunAt).ifPresent(begun -> tracing.lost(op, begun));
    return safety(op, connection);
  }

  /** The request that a dry run shows. The adapter may have to read at the TSP to make it. */
  public Translation preview(
      Connection connection, Writer<Payload> writer, Write<Payload> write, Duration timeout) {
    try {
      var adapter = adapters.get(connection.tsp());
      var shown = writer.preview(write, () -> access(adapter, connection, timeout));
      return shown instanceof Translation.Ready ready
          ? ready.signedBy(adapter.secretHeaders(credentials.stored(adapter, connection)))
          : shown;
    } catch (CredentialsUnreadable e) {
      return writer.translate(write);
    }
  }

  /**
   * Looks up at the TSP whether the operation's last attempt was applied.
   *
   * @param now the present time by the store's clock, by which the times of attempts are stored
   *     too; the adapter gets them converted to this node's clock
   */
  public LookUpResult settle(
      ResourceOperation op, Connection connection, Duration timeout, Instant now) {
    try (var span = tracing.lookUp(op)) {
      var looked = look(op, connection, timeout, now);
      span.outcome(looked.word(), !(looked instanceof LookUpResult.Found));
      return looked;
    }
  }

  private LookUpResult look(
      ResourceOperation op, Connection connection, Duration timeout, Instant now) {
    var adapter = adapters.get(connection.tsp());
    var settler = adapter.settler();
    if (settler.isEmpty()) {
      return new LookUpResult.Found(
          new Settlement.CannotTell(adapter.displayName() + " offers no way to look the write up"));
    }
    var begunThere = op.log().isEmpty() ? op.createdAt() : op.log().getLast().begunAt();
    var ahead = Duration.between(now, clock.instant());
    var attempt =
        new Unanswered(
            begunThere.plus(ahead), new SentWrites(operations, op, connection.settings(), ahead));
    var write = op.write(connection.settings());
    try {
      var held = credentials.hold(adapter, connection, timeout);
      var looked = settler.get().settle(write, attempt, held.access());
      var renewed = false;
      while (refused(looked) && !renewed) {
        switch (credentials.renew(adapter, connection, held, true)) {
          case Renewing.Done(var fresh, var here) -> {
            held = fresh;
            renewed = here;
            looked = settler.get().settle(write, attempt, fresh.access());
          }
          case Renewing.Useless _ -> renewed = true;
          case Renewing.Later(var later, _) -> {
            return new LookUpResult.NotMade(later);
          }
        }
      }
      return refused(looked) ? new LookUpResult.NoCredentials() : result(looked);
    } catch (CredentialsUnreadable e) {
      return new LookUpResult.NoCredentials();
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "the adapter of {} failed when it looked up operation {}: {}",
          adapter.id(),
          op.id(),
          Traces.of(e));
      return new LookUpResult.NotMade(bug(adapter));
    }
  }

  private static boolean refused(Settlement looked) {
    return looked instanceof Settlement.TryLater(var error) && error.type() == ErrorType.AUTH;
  }

  private static LookUpResult result(Settlement settlement) {
    return settlement instanceof Settlement.TryLater(var error)
        ? new LookUpResult.NotMade(error)
        : new LookUpResult.Found(settlement);
  }

  /** Whether the operation may be sent again after an attempt whose effect is not known. */
  public RepeatSafety safety(ResourceOperation op, Connection connection) {
    return writer(op, connection)
        .map(writer -> writer.repeatSafety(op.write(connection.settings())))
        .orElse(RepeatSafety.NEVER);
  }

  /** Tests the connection's address and credentials by one harmless call. */
  public Outcome test(Connection connection, Duration timeout) {
    var adapter = adapters.get(connection.tsp());
    try {
      return withCredentials(
          adapter,
          connection,
          timeout,
          access ->
              guarded(adapter, "tested connection " + connection.id(), () -> adapter.test(access)));
    } catch (NotMade e) {
      return Outcome.rejected(
          new TspError(
              ErrorType.NETWORK,
              adapter.displayName() + ": no time was left after renewing the credentials",
              false,
              null),
          new Retry.Backoff());
    }
  }

  /**
   * Makes a call through an adapter, and makes it again with new credentials if the TSP refuses the
   * first ones.
   */
  private Outcome withCredentials(
      TspAdapter adapter,
      Connection connection,
      Duration timeout,
      Function<TspAccess, Outcome> call) {
    try {
      var until = clock.instant().plus(timeout);
      var held = credentials.hold(adapter, connection, timeout);
      var outcome = call.apply(held.access());
      var renewed = false;
      // Credentials that another node has renewed may have expired by now. So if they are refused
      // too, this node renews them; what is refused after that stays refused.
      while (asksForCredentials(outcome) && !renewed) {
        switch (credentials.renew(adapter, connection, held, true)) {
          case Renewing.Done(var fresh, var here) -> {
            held = fresh;
            renewed = here;
            outcome = call.apply(within(fresh.access(), until));
          }
          case Renewing.Useless(var error) -> {
            return error == null ? outcome : Outcome.rejected(error, new Retry.NewCredentials());
          }
          case Renewing.Later(var error, var after) -> {
            return after == null
                ? Outcome.rejected(error, new Retry.Backoff())
                : new Outcome.Throttled(error, after);
          }
        }
      }
      return outcome;
    } catch (CredentialsUnreadable e) {
      return Outcome.rejected(e.error(), new Retry.NewCredentials());
    }
  }

  /**
   * What an adapter needs for a call. Credentials that have expired are renewed first, if that is
   * possible now.
   */
  public TspAccess access(TspAdapter adapter, Connection connection, Duration timeout) {
    return credentials.hold(adapter, connection, timeout).access();
  }

  public void forget(ConnectionId connection) {
    credentials.forget(connection);
  }

  /**
   * The access for a repeated call. Its time-out is only the time that is left, so that all calls
   * together take no longer than the time-out of one; throws {@link NotMade} if no time is left.
   */
  private TspAccess within(TspAccess access, Instant until) {
    var left = Duration.between(clock.instant(), until);
    if (left.isNegative() || left.isZero()) {
      throw new NotMade();
    }
    return new TspAccess(access.connection(), access.credentials(), access.settings(), left);
  }

  private Optional<Writer<Payload>> writer(ResourceOperation op, Connection connection) {
    return adapters
        .get(connection.tsp())
        .writers()
        .find(op.resource(), op.type(), connection.settings());
  }

  /** Makes a call through an adapter; if the adapter itself fails, the outcome says so. */
  private static Outcome guarded(TspAdapter adapter, String did, Supplier<Outcome> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      LOG.error("the adapter of {} failed when it {}: {}", adapter.id(), did, Traces.of(e));
      return Outcome.rejected(bug(adapter), new Retry.Backoff());
    }
  }

  private static TspError bug(TspAdapter adapter) {
    return new TspError(
        ErrorType.TSP,
        "the adapter for "
            + adapter.displayName()
            + " failed; it is not known whether the call was made",
        true,
        null);
  }

  private static boolean asksForCredentials(Outcome outcome) {
    return outcome instanceof Outcome.Rejected(_, Retry.NewCredentials _, _);
  }

  private static String named(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Progressed _ -> "accepted";
      case Outcome.Throttled _ -> "throttled";
      case Outcome.Rejected(var error, _, _) -> error.type().wire();
    };
  }

  /** Thrown instead of making a call, because the attempt forbids it or no time is left. */
  private static final class NotMade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMade() {
      super("not made", null, false, false);
    }
  }
}
