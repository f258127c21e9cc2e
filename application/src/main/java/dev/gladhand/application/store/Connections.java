package dev.gladhand.application.store;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of connections and their credentials, which are encrypted. Every method is one
 * transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}. A method
 * that takes the name of an event, such as {@code connection.updated}, writes the event in the same
 * transaction.
 */
public interface Connections {
  default void add(Connection connection, Credentials credentials, String event) {
    add(connection, credentials, event, Integer.MAX_VALUE);
  }

  /**
   * Adds a connection. If the partner has {@code most} already, not counting deleted ones, it adds
   * none and returns false. The limit also holds for concurrent calls.
   */
  boolean add(Connection connection, Credentials credentials, String event, int most);

  Optional<Connection> find(ConnectionId id);

  /** The existing connections among these ids. */
  default Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    var found = new HashMap<ConnectionId, Connection>();
    ids.forEach(id -> find(id).ifPresent(connection -> found.put(id, connection)));
    return found;
  }

  Optional<Connection> find(PartnerId partner, ConnectionId id);

  Optional<StoredCredentials> credentials(ConnectionId id);

  /**
   * The stored credentials.
   *
   * @param json the credentials as JSON values that the adapter's schema wrote and can read again
   * @param version grows with each change of the credentials
   */
  record StoredCredentials(Map<String, @Nullable Object> json, long version) {
    @Override
    public String toString() {
      return "StoredCredentials[*****]";
    }
  }

  /**
   * Stores a changed connection if it was not changed since it was read; {@code version} must be
   * the version that was read plus one.
   *
   * @param credentials new ones, or null to leave the stored ones
   * @param event such as {@code connection.updated}, or null for none
   * @return false if the connection was changed since
   */
  boolean update(Connection connection, @Nullable Credentials credentials, @Nullable String event);

  /**
   * Renews credentials under a lock that holds for all nodes. If the stored version is no longer
   * {@code seen}, because another caller has renewed them, it returns the stored credentials.
   * Otherwise it calls {@code renew} under the lock and stores the result; if that is empty, the
   * stored credentials stay.
   *
   * @return the credentials that are stored now
   */
  StoredCredentials renew(
      ConnectionId id, long seen, Function<StoredCredentials, Optional<Credentials>> renew);

  /**
   * A page of the partner's connections by id that begins after {@code after}, without deleted
   * ones.
   *
   * @param tsp null for all
   * @param fleetRef null for all
   * @param after null for the first page
   */
  List<Connection> list(
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size);
}
