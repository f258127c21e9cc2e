package dev.gladhand.persistence.node;

import dev.gladhand.application.node.Nodes.Node;
import dev.gladhand.persistence.sql.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table of nodes. */
@MappedEntity(value = "node", escape = false)
record NodeRow(@Id String name, String version, Instant startedAt, Instant seenAt) {
  static NodeRow of(Node node) {
    return new NodeRow(
        node.name(), node.version(), Micros.of(node.startedAt()), Micros.of(node.seenAt()));
  }

  Node node() {
    return new Node(name, version, startedAt, seenAt);
  }
}
