package dev.gladhand.domain.record;

import dev.gladhand.domain.connection.ConnectionId;
import java.util.UUID;

/**
 * The gateway's id of a TSP's record: a UUIDv5 in the namespace of its connection, so the same
 * record always has the same id.
 */
public record ResourceId(UUID value) {

  /** The id of the record that has this id at the TSP. */
  public static ResourceId of(ConnectionId connection, Resource resource, SourceId source) {
    return new ResourceId(Uuids.named(connection.value(), resource.wire() + ":" + source.value()));
  }

  /**
   * The id of a record for which the TSP gave no id. It is derived from the id of the operation
   * that made it.
   */
  public static ResourceId ofOperation(ConnectionId connection, Resource resource, UUID operation) {
    return new ResourceId(
        Uuids.named(connection.value(), resource.wire() + ":operation:" + operation));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
