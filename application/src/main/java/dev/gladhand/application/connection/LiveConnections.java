package dev.gladhand.application.connection;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Caches connections for frequent reads. An entry is removed when this node changes the connection,
 * or when another node signals a change. Thread-safe.
 */
public final class LiveConnections {
  /** The longest time that another node's change goes unnoticed if its signal is lost. */
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private static final int MOST = 20_000;

  private record Seen(Connection connection, long untilMillis) {}

  private record Key(PartnerId partner, ConnectionId id) {}

  private final Connections connections;
  private final InstantSource clock;
  private final BoundedCache<ConnectionId, Seen> seen = new BoundedCache<>(MOST);
  private final BoundedCache<Key, Long> misses = new BoundedCache<>(MOST);

  private final AtomicLong changes = new AtomicLong();

  public LiveConnections(Connections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** Finds a connection. Deleted connections are found too, with that status. */
  public Optional<Connection> find(ConnectionId id) {
    var now = clock.millis();
    var known = seen.get(id);
    if (known != null && known.untilMillis > now) {
      return Optional.of(known.connection);
    }
    var changesBefore = changes.get();
    var found = connections.find(id);
    found.ifPresent(live -> remember(live, now, changesBefore));
    return found;
  }

  /**
   * Finds a connection of the partner. A connection of another partner counts as not existing; the
   * search takes as long for it, so that the time does not show the difference.
   */
  public Optional<Connection> find(PartnerId partner, ConnectionId id) {
    var now = clock.millis();
    var known = seen.get(id);
    if (known != null && known.untilMillis > now && known.connection.partner().equals(partner)) {
      return Optional.of(known.connection);
    }
    var key = new Key(partner, id);
    var missing = misses.get(key);
    if (missing != null && missing > now) {
      return Optional.empty();
    }
    var changesBefore = changes.get();
    var found = connections.find(partner, id);
    if (found.isPresent()) {
      remember(found.get(), now, changesBefore);
    } else {
      misses.put(key, now + REMEMBERED.toMillis());
    }
    return found;
  }

  private void remember(Connection live, long now, long changesBefore) {
    seen.put(live.id(), new Seen(live, now + REMEMBERED.toMillis()));
    if (changes.get() != changesBefore) {
      // The connection that was just read may be older than a change that removed it from the
      // cache.
      seen.remove(live.id());
    }
  }

  /**
   * The connections with these ids, without those that do not exist. Those that are not cached are
   * read from the store together.
   */
  public Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    var now = clock.millis();
    var found = new HashMap<ConnectionId, Connection>();
    var missing = new LinkedHashSet<ConnectionId>();
    for (var id : ids) {
      var known = seen.get(id);
      if (known != null && known.untilMillis > now) {
        found.put(id, known.connection);
      } else {
        missing.add(id);
      }
    }
    if (missing.isEmpty()) {
      return found;
    }
    var changesBefore = changes.get();
    connections
        .findAll(missing)
        .forEach(
            (id, live) -> {
              found.put(id, live);
              remember(live, now, changesBefore);
            });
    return found;
  }

  public void forget(ConnectionId id) {
    changes.incrementAndGet();
    seen.remove(id);
  }
}
