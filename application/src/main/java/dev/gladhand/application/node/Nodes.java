package dev.gladhand.application.node;

import java.time.Instant;
import java.util.List;

/**
 * The nodes that share the store. Every method is one transaction, blocks, may be called from any
 * thread, and throws {@link StoreUnavailable}.
 */
public interface Nodes {
  /**
   * Stores that a node is running, and deletes the nodes whose {@code seenAt} is before {@code
   * since}.
   */
  void seen(Node node, Instant since);

  /** The nodes by name, at most 1,000. */
  List<Node> list();

  /** The migrations of the schema that were applied, in the order of their application. */
  List<Migration> migrations();

  /** A migration of the schema. */
  record Migration(String version, String description, Instant at) {}

  /**
   * A node.
   *
   * @param version the version of the program
   */
  record Node(String name, String version, Instant startedAt, Instant seenAt) {}
}
