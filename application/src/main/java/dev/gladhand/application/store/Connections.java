package dev.gladhand.application.store;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections and their credentials, which are kept encrypted. Every method is one transaction,
 * blocks, may be called from any thread, and throws {@link StoreUnavailable}. Changes write the
 * {@code connection.*} event they are told to.
 */
public interface Connections {
  default void add(Connection connection, Credentials credentials, String event) {
    add(connection, credentials, event, Integer.MAX_VALUE);
  }

  /**
   * Adds it unless the partner has {@code most} already, deleted ones left out; false then. Of
   * several at once no more are added than fit.
   */
  boolean add(Connection connection, Credentials credentials, String event, int most);

  Optional<Connection> find(ConnectionId id);

  /** Those of the ids that there are. */
  default Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    var found = new HashMap<ConnectionId, Connection>();
    ids.forEach(id -> find(id).ifPresent(connection -> found.put(id, connection)));
    return found;
  }

  Optional<Connection> find(PartnerId partner, ConnectionId id);

  Optional<StoredCredentials> credentials(ConnectionId id);

  /**
   * @param json as the adapter's schema wrote them: the schema reads them back
   * @param version grows with each change of the credentials
   */
  record StoredCredentials(Map<String, @Nullable Object> json, long version) {
    @Override
    public String toString() {
      return "StoredCredentials[*****]";
    }
  }

  /**
   * Stores a changed connection if nobody changed it since it was read ({@code version} is the one
   * it had then plus one).
   *
   * @param credentials new ones, or null to leave them
   * @param event such as {@code connection.updated}, or null for none
   */
  boolean update(Connection connection, @Nullable Credentials credentials, @Nullable String event);

  /**
   * Renews credentials under a lock over all nodes: reads them; where their version is not {@code
   * seen} any more answers them as they are; else calls {@code renew} while holding the lock, and
   * stores what it gives (empty: leaves them).
   */
  StoredCredentials renew(
      ConnectionId id, long seen, Function<StoredCredentials, Optional<Credentials>> renew);

  /** A page by id, after {@code after}; deleted ones left out. */
  List<Connection> list(
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size);

  /** The connection that a known record belongs to, where it is the partner's. */
  Optional<ConnectionId> ownerOf(PartnerId partner, ResourceId record);
}
