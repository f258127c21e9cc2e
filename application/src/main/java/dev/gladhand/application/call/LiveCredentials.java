package dev.gladhand.application.call;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the connections' credentials for calls. Expired credentials are renewed once for all
 * callers on all nodes that find them expired at the same time. Thread-safe; blocks.
 */
final class LiveCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);
  private static final int MOST_REMEMBERED = 20_000;

  /**
   * How long a renewal is not repeated after the TSP has refused it, because a TSP that limits
   * sign-ins counts failed ones too.
   */
  private static final Duration REFUSED_FOR = Duration.ofSeconds(30);

  /**
   * How long a renewal is not repeated after it failed for a reason that may pass, unless the TSP
   * states a time.
   */
  private static final Duration LATER_FOR = Duration.ofSeconds(5);

  /**
   * A failed renewal of the credentials of this version, and the result that callers get until the
   * renewal may be repeated.
   */
  private record Failure(long version, Instant until, Renewing told) {}

  private record Remembered(long connectionVersion, long version, Credentials credentials) {}

  private final Connections connections;
  private final InstantSource clock;
  private final BoundedCache<ConnectionId, Remembered> remembered =
      new BoundedCache<>(MOST_REMEMBERED);
  private final BoundedCache<ConnectionId, Failure> failures = new BoundedCache<>(MOST_REMEMBERED);

  LiveCredentials(Connections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /**
   * The credentials for a call.
   *
   * @param version the version of the stored credentials that were read; if the store has another
   *     one now, they were replaced
   */
  record Held(TspAccess access, long version) {}

  /** The result of an attempt to get newer credentials. */
  sealed interface Renewing {
    /**
     * There are newer credentials.
     *
     * @param here whether this call of {@link LiveCredentials#renew} renewed them; false if they
     *     were already renewed or replaced
     */
    record Done(Held held, boolean here) implements Renewing {}

    /**
     * There are no newer credentials.
     *
     * @param error why the TSP refused to renew the credentials; null if the TSP was not asked
     */
    record Useless(@Nullable TspError error) implements Renewing {}

    /**
     * The renewal failed for a reason that may pass.
     *
     * @param after how long the TSP asks to wait, or null
     */
    record Later(TspError error, @Nullable Duration after) implements Renewing {}
  }

  /** The present credentials, which are renewed first if they are known to have expired. */
  Held hold(TspAdapter adapter, Connection connection, Duration timeout) {
    var known = remembered(adapter, connection);
    var access = new TspAccess(connection.id(), known.credentials, connection.settings(), timeout);
    var held = new Held(access, known.version);
    var renewer = adapter.renewer();
    if (renewer.isPresent()
        && renewer.get().renewable(known.credentials)
        && renewer.get().expired(known.credentials, clock.instant())) {
      // If they cannot be renewed now, the call is made with the old ones, which the TSP accepts or
      // refuses.
      return renew(adapter, connection, held, false) instanceof Renewing.Done(var fresh, _)
          ? fresh
          : held;
    }
    return held;
  }

  /**
   * The stored credentials; throws {@link CredentialsUnreadable} if there are none, or if they do
   * not match the adapter's schema.
   */
  Credentials stored(TspAdapter adapter, Connection connection) {
    return remembered(adapter, connection).credentials;
  }

  void forget(ConnectionId connection) {
    remembered.remove(connection);
  }

  private Remembered remembered(TspAdapter adapter, Connection connection) {
    var known = remembered.get(connection.id());
    if (known != null && known.connectionVersion >= connection.version()) {
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
          "the stored credentials no longer match the credentials schema of "
              + adapter.displayName());
    }
    var now = new Remembered(connection.version(), stored.version(), credentials);
    remembered.put(connection.id(), now);
    return now;
  }

  /**
   * Returns the stored credentials if they are newer than those held; otherwise renews them, if
   * that is possible.
   *
   * @param refused whether the TSP has refused those held; if not, they are renewed only if they
   *     have expired
   */
  Renewing renew(TspAdapter adapter, Connection connection, Held held, boolean refused) {
    var renewer = adapter.renewer().orElse(null);
    if (renewer == null || !renewer.renewable(held.access.credentials())) {
      // Another node or the partner may have stored new credentials since these were read.
      return connections
          .credentials(connection.id())
          .filter(stored -> stored.version() != held.version)
          .<Renewing>map(stored -> done(adapter, connection, held, stored, false))
          .orElseGet(() -> new Renewing.Useless(null));
    }
    var here = new AtomicBoolean();
    var stored =
        connections.renew(
            connection.id(),
            held.version,
            present -> {
              var faults = new Faults();
              var credentials = adapter.credentials().read(present.json(), faults);
              // Callers that waited for the lock do not repeat a renewal that has just failed.
              if (!faults.none()
                  || !refused && !renewer.expired(credentials, clock.instant())
                  || failed(connection.id(), present.version()) != null) {
                return Optional.empty();
              }
              here.set(true);
              return renewed(adapter, renewer, with(held, credentials), present.version());
            });
    if (stored.version() != held.version) {
      return done(adapter, connection, held, stored, here.get());
    }
    var failure = failed(connection.id(), held.version);
    return failure == null ? new Renewing.Useless(null) : failure;
  }

  /** The result of the last renewal of this version if it failed a short while ago; else null. */
  private @Nullable Renewing failed(ConnectionId connection, long version) {
    var failure = failures.get(connection);
    return failure != null && failure.version == version && clock.instant().isBefore(failure.until)
        ? failure.told
        : null;
  }

  private void remember(ConnectionId connection, long version, Duration time, Renewing told) {
    failures.put(connection, new Failure(version, clock.instant().plus(time), told));
  }

  private Optional<Credentials> renewed(
      TspAdapter adapter, Renewer renewer, TspAccess access, long version) {
    var connection = access.connection();
    try {
      return switch (renewer.renew(access, clock.instant())) {
        case Renewer.Renewal.Renewed(var fresh) -> Optional.of(fresh);
        case Renewer.Renewal.Refused(var error) -> {
          LOG.warn(
              "the credentials of connection {} could not be renewed: {}",
              connection,
              error.details());
          var told = new TspError(ErrorType.AUTH, error.details(), false, error.reply());
          remember(connection, version, REFUSED_FOR, new Renewing.Useless(told));
          yield Optional.empty();
        }
        case Renewer.Renewal.TryLater(var error, var after) -> {
          var time = after == null ? LATER_FOR : after;
          remember(connection, version, time, new Renewing.Later(error, after));
          yield Optional.empty();
        }
      };
    } catch (RuntimeException e) {
      LOG.error(
          "the adapter of {} failed when it renewed credentials: {}", adapter.id(), Traces.of(e));
      var error =
          new TspError(
              ErrorType.TSP,
              "the adapter for " + adapter.displayName() + " failed to renew the credentials",
              false,
              null);
      remember(connection, version, LATER_FOR, new Renewing.Later(error, null));
      return Optional.empty();
    }
  }

  private Renewing done(
      TspAdapter adapter,
      Connection connection,
      Held held,
      StoredCredentials stored,
      boolean here) {
    var fresh = remember(adapter, connection, stored);
    return new Renewing.Done(new Held(with(held, fresh.credentials), fresh.version), here);
  }

  private static TspAccess with(Held held, Credentials credentials) {
    var access = held.access;
    return new TspAccess(access.connection(), credentials, access.settings(), access.timeout());
  }

  /** The stored credentials cannot be used for any call. */
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
