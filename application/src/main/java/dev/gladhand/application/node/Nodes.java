package dev.gladhand.application.node;

import java.time.Instant;
import java.util.List;

/**
 * The nodes that share the store. Every method is one transaction, blocks, may be called from any
 * thread, and throws {@link StoreUnavailable}.
 */
public interface Nodes {
  /**
   * Stores that a node is running, and deletes the nodes that were last stored before {@code
   * since}.
   */
  void seen(Node node, Instant since);

  /** The nodes in the order of their names, at most 1,000. */
  List<Node> list();

  /** The applied migrations of the schema, in the order of their application. */
  List<Migration> migrations();

  /** A migration of the schema. */
  record Migration(String version, String description, Instant at) {}

  /**
   * A running node.
   *
   * @param version the version of the program
   * @param seenAt when it was last stored that the node is running
   */
  record Node(String name, String version, Instant startedAt, Instant seenAt) {}
}
