package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a partner's connections. Blocks; throws {@code StoreUnavailable}. */
public final class ReadConnections {
  private static final int CHUNK = 500;

  private final Connections connections;
  private final Adapters adapters;
  private final ShownConnections shown;

  public ReadConnections(Connections connections, Adapters adapters, ShownConnections shown) {
    this.connections = connections;
    this.adapters = adapters;
    this.shown = shown;
  }

  public Answer<ConnectionView> get(PartnerId partner, ConnectionId id) {
    return find(connections, partner, id).map(shown::withLane);
  }

  /** A connection of the partner; a deleted one counts as not existing. */
  public static Answer<Connection> find(
      Connections connections, PartnerId partner, ConnectionId id) {
    return connections
        .find(partner, id)
        .filter(connection -> connection.status() != ConnectionStatus.DELETED)
        .map(Answer::ok)
        .orElseGet(() -> Answer.notFound("connection " + id + " does not exist"));
  }

  /**
   * The filters of the list.
   *
   * @param sourceName the slug of a TSP, or null for all; an unknown slug matches nothing
   * @param status the status by its name in the API, or null for all
   */
  public record Filter(
      @Nullable String sourceName, @Nullable String fleetRef, @Nullable ConnectionStatus status) {}

  /**
   * A page of the partner's connections, ordered by id, that begins after {@code after}, or with
   * the first one if that is null. To see whether a further page exists, ask for one more than
   * needed.
   */
  public List<ConnectionView> list(
      PartnerId partner, Filter filter, @Nullable ConnectionId after, int size) {
    TspId tsp = null;
    if (filter.sourceName != null) {
      tsp =
          adapters.all().stream()
              .map(adapter -> adapter.id())
              .filter(id -> id.slug().equals(filter.sourceName))
              .findFirst()
              .orElse(null);
      if (tsp == null) {
        return List.of();
      }
    }
    var page = new ArrayList<ConnectionView>();
    var from = after;
    while (page.size() < size) {
      var asked = filter.status == null ? size : CHUNK;
      var chunk = connections.list(partner, tsp, filter.fleetRef, from, asked);
      chunk.stream()
          .filter(connection -> filter.status == null || connection.status() == filter.status)
          .limit(size - page.size())
          .map(shown::withoutLane)
          .forEach(page::add);
      if (chunk.size() < asked) {
        break;
      }
      from = chunk.getLast().id();
    }
    return page;
  }
}
