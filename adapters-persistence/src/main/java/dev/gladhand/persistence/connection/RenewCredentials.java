package dev.gladhand.persistence.connection;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.persistence.database.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Renews credentials once, however many callers ask. The right to renew is a lease in the row and
 * not a lock, so that a slow TSP occupies no database connection: a hundred concurrent renewals
 * leave the pool to the writes. The lease is much longer than a call may take. Waiting callers poll
 * with growing pauses.
 */
final class RenewCredentials {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final long FIRST_WAIT = 20;
  private static final long LONGEST_WAIT = 500;

  private final Database database;
  private final SecretRows secrets;
  private final LongConsumer pause;

  /**
   * Connections for which this process has received renewed credentials that are not stored yet.
   * Until they are stored, this process begins no other renewal for the connection, even if the
   * lease has ended.
   */
  private final Set<ConnectionId> unstored = ConcurrentHashMap.newKeySet();

  RenewCredentials(Database database, SecretRows secrets) {
    this(database, secrets, RenewCredentials::sleep);
  }

  /**
   * @param pause waits for a number of milliseconds
   */
  RenewCredentials(Database database, SecretRows secrets, LongConsumer pause) {
    this.database = database;
    this.secrets = secrets;
    this.pause = pause;
  }

  StoredCredentials run(
      ConnectionId id, long seen, Function<StoredCredentials, Optional<Credentials>> renew) {
    var holder = UUID.randomUUID();
    for (var wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      var current = find(id);
      if (current.version() != seen) {
        return current;
      }
      if (!unstored.contains(id)
          && database.transact(sql -> secrets.hold(sql, id, seen, holder, LEASE))) {
        return renewed(id, current, holder, renew);
      }
      pause.accept(wait);
    }
  }

  private StoredCredentials renewed(
      ConnectionId id,
      StoredCredentials current,
      UUID holder,
      Function<StoredCredentials, Optional<Credentials>> renew) {
    var stored = false;
    try {
      var renewed = renew.apply(current);
      if (renewed.isPresent()) {
        store(id, renewed.get(), current.version());
        stored = true;
      }
    } finally {
      if (!stored) {
        letGo(id, holder);
      }
    }
    return find(id);
  }

  /**
   * Stores renewed credentials, and repeats that until the store takes them, because the old ones
   * may no longer be valid and the new ones exist nowhere else. If other credentials were stored in
   * the meantime, those are kept.
   */
  private void store(ConnectionId id, Credentials renewed, long version) {
    unstored.add(id);
    try {
      while (true) {
        try {
          database.transact(_ -> secrets.replace(id, renewed, version));
          return;
        } catch (StoreUnavailable e) {
          pause.accept(LONGEST_WAIT);
        }
      }
    } finally {
      unstored.remove(id);
    }
  }

  private void letGo(ConnectionId id, UUID holder) {
    try {
      database.transact(
          _ -> {
            secrets.letGo(id, holder);
            return holder;
          });
    } catch (StoreUnavailable e) {
      // The lease ends by itself.
      return;
    }
  }

  private StoredCredentials find(ConnectionId id) {
    return database
        .read(_ -> secrets.find(id))
        .orElseThrow(() -> new IllegalStateException("connection " + id + " has no credentials"));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while another node renews credentials", false, e);
    }
  }
}
