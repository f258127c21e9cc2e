package dev.gladhand.application.engine;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspError;
import dev.gladhand.domain.tsp.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to a TSP with a connection's credentials, which are renewed first when they have run
 * out, and once when the TSP says so. Blocks; thread-safe; an adapter that throws has failed
 * without our knowing what it sent.
 */
public final class CallTsp {
  private static final Logger LOG = LoggerFactory.getLogger(CallTsp.class);
  private static final int MOST_REMEMBERED = 20_000;

  private record Remembered(
      long connectionVersion, StoredCredentials stored, Credentials credentials) {}

  private final Adapters adapters;
  private final Connections connections;
  private final InstantSource clock;
  private final Measurements measurements;
  private final Map<ConnectionId, Remembered> remembered = new ConcurrentHashMap<>();

  public CallTsp(
      Adapters adapters, Connections connections, InstantSource clock, Measurements measurements) {
    this.adapters = adapters;
    this.connections = connections;
    this.clock = clock;
    this.measurements = measurements;
  }

  /** Makes the operation's next call. */
  public Outcome send(ResourceOperation op, Connection connection, Duration timeout) {
    var adapter = adapters.get(connection.tsp());
    var writer = writer(op, connection);
    if (writer.isEmpty()) {
      return Outcome.rejected(
          new TspError(
              ErrorType.VALIDATION,
              adapter.displayName()
                  + " cannot make this write with the connection's present settings",
              false,
              null),
          new Retry.Never());
    }
    var begun = clock.instant();
    var outcome =
        withCredentials(
            adapter, connection, timeout, access -> guarded(op, writer.get(), connection, access));
    measurements.called(
        connection.tsp(), op.resource(), named(outcome), Duration.between(begun, clock.instant()));
    return outcome;
  }

  /**
   * Finds out whether the operation's last attempt was applied.
   *
   * @param now by the store's clock, as the attempts' times are; an adapter has this node's
   */
  public Settlement settle(
      ResourceOperation op, Connection connection, Duration timeout, Instant now) {
    var adapter = adapters.get(connection.tsp());
    var settler = adapter.settler();
    if (settler.isEmpty()) {
      return new Settlement.CannotTell(
          adapter.displayName() + " offers no way to look the write up");
    }
    var begun = op.log().isEmpty() ? op.createdAt() : op.log().getLast().begunAt();
    try {
      var access = access(adapter, connection, timeout);
      var byThisClock = clock.instant().minus(Duration.between(begun, now));
      return settler.get().settle(op.write(connection.settings()), byThisClock, access);
    } catch (CredentialsUnreadable e) {
      return new Settlement.TryLater(e.error());
    } catch (RuntimeException e) {
      LOG.error("the settler of {} failed on operation {}", adapter.id(), op.id(), e);
      return new Settlement.TryLater(bug(adapter));
    }
  }

  /** What may follow an attempt of the operation of which nobody knows whether it was applied. */
  public RepeatSafety safety(ResourceOperation op, Connection connection) {
    return writer(op, connection)
        .map(writer -> writer.repeatSafety(op.write(connection.settings())))
        .orElse(RepeatSafety.NEVER);
  }

  /** One harmless call. */
  public Outcome test(Connection connection, Duration timeout) {
    var adapter = adapters.get(connection.tsp());
    return withCredentials(adapter, connection, timeout, adapter::test);
  }

  /** Any further call of an adapter that answers with an outcome. */
  private Outcome withCredentials(
      TspAdapter adapter,
      Connection connection,
      Duration timeout,
      java.util.function.Function<TspAccess, Outcome> call) {
    try {
      var access = access(adapter, connection, timeout);
      var outcome = call.apply(access);
      if (!asksForCredentials(outcome)) {
        return outcome;
      }
      return switch (renew(adapter, connection, access, true)) {
        case Renewing.Done(var fresh) -> call.apply(fresh);
        case Renewing.Useless() -> outcome;
        case Renewing.Later(var error) -> Outcome.rejected(error, new Retry.Backoff());
      };
    } catch (CredentialsUnreadable e) {
      return Outcome.rejected(e.error(), new Retry.NewCredentials());
    }
  }

  /** What an adapter needs, with credentials that have not run out as far as one can know. */
  public TspAccess access(TspAdapter adapter, Connection connection, Duration timeout) {
    var credentials = remembered(adapter, connection).credentials;
    var access = new TspAccess(connection.id(), credentials, connection.settings(), timeout);
    var renewer = adapter.renewer();
    if (renewer.isPresent()
        && renewer.get().renewable(credentials)
        && renewer.get().expired(credentials, clock.instant())) {
      // Where it cannot be renewed now, the TSP's own answer to the old ones decides.
      return renew(adapter, connection, access, false) instanceof Renewing.Done(var fresh)
          ? fresh
          : access;
    }
    return access;
  }

  public void forget(ConnectionId connection) {
    remembered.remove(connection);
  }

  private Remembered remembered(TspAdapter adapter, Connection connection) {
    var known = remembered.get(connection.id());
    if (known != null && known.connectionVersion == connection.version()) {
      return known;
    }
    var stored =
        connections
            .credentials(connection.id())
            .orElseThrow(() -> new CredentialsUnreadable("the connection has no credentials"));
    return remember(adapter, connection, stored);
  }

  private Remembered remember(TspAdapter adapter, Connection connection, StoredCredentials stored) {
    var faults = new Faults();
    var credentials = adapter.credentials().read(stored.json(), faults);
    if (!faults.none()) {
      throw new CredentialsUnreadable(
          "the stored credentials do not fit " + adapter.displayName() + " any more");
    }
    if (remembered.size() > MOST_REMEMBERED) {
      remembered.clear();
    }
    var now = new Remembered(connection.version(), stored, credentials);
    remembered.put(connection.id(), now);
    return now;
  }

  /** How an attempt to get better credentials went. */
  private sealed interface Renewing {
    record Done(TspAccess access) implements Renewing {}

    record Useless() implements Renewing {}

    record Later(TspError error) implements Renewing {}
  }

  /**
   * One renewal for all who ask at once, on all nodes.
   *
   * @param refused whether the TSP has refused the present ones
   */
  private Renewing renew(
      TspAdapter adapter, Connection connection, TspAccess access, boolean refused) {
    var seen = remembered(adapter, connection).stored.version();
    var renewer = adapter.renewer().orElse(null);
    if (renewer == null || !renewer.renewable(access.credentials())) {
      // Another node, or the partner, may have put new ones in since they were read here.
      return connections
          .credentials(connection.id())
          .filter(stored -> stored.version() != seen)
          .<Renewing>map(
              stored ->
                  new Renewing.Done(
                      with(access, remember(adapter, connection, stored).credentials)))
          .orElseGet(Renewing.Useless::new);
    }
    var later = new AtomicReference<@Nullable TspError>();
    var stored =
        connections.renew(
            connection.id(),
            seen,
            present -> {
              var faults = new Faults();
              var credentials = adapter.credentials().read(present.json(), faults);
              var now = clock.instant();
              if (!faults.none() || !refused && !renewer.expired(credentials, now)) {
                return Optional.empty();
              }
              var held =
                  new TspAccess(
                      connection.id(), credentials, connection.settings(), access.timeout());
              return switch (renewer.renew(held, now)) {
                case Renewer.Renewal.Renewed(var fresh) -> Optional.of(fresh);
                case Renewer.Renewal.Refused(var error) -> {
                  LOG.warn(
                      "connection {} could not renew its credentials: {}",
                      connection.id(),
                      error.details());
                  yield Optional.empty();
                }
                case Renewer.Renewal.TryLater(var error) -> {
                  later.set(error);
                  yield Optional.empty();
                }
              };
            });
    if (stored.version() != seen) {
      return new Renewing.Done(with(access, remember(adapter, connection, stored).credentials));
    }
    var error = later.get();
    return error == null ? new Renewing.Useless() : new Renewing.Later(error);
  }

  private static TspAccess with(TspAccess access, Credentials credentials) {
    return new TspAccess(access.connection(), credentials, access.settings(), access.timeout());
  }

  private Optional<Writer<Payload>> writer(ResourceOperation op, Connection connection) {
    return adapters
        .get(connection.tsp())
        .writers()
        .find(op.resource(), op.type(), connection.settings());
  }

  private Outcome guarded(
      ResourceOperation op, Writer<Payload> writer, Connection connection, TspAccess access) {
    try {
      return writer.send(op.write(connection.settings()), access);
    } catch (RuntimeException e) {
      LOG.error("the adapter of {} failed on operation {}", connection.tsp(), op.id(), e);
      return Outcome.rejected(bug(adapters.get(connection.tsp())), new Retry.Backoff());
    }
  }

  private static TspError bug(TspAdapter adapter) {
    return new TspError(
        ErrorType.TSP,
        "the adapter for "
            + adapter.displayName()
            + " failed; whether the call was made is not known",
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

  /** The credentials cannot be used, whatever the TSP would say. */
  static final class CredentialsUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CredentialsUnreadable(String why) {
      super(why);
    }

    TspError error() {
      return new TspError(ErrorType.AUTH, String.valueOf(getMessage()), false, null);
    }
  }
}
