package dev.gladhand.application.node;

import java.time.Instant;
import java.util.List;

/**
 * The nodes that share the store. Every method is one transaction, blocks, may be called from any
 * thread, and throws {@link StoreUnavailable}.
 */
public interface Nodes {
  /** Notes that a node lives, and forgets those that were not seen since. */
  void seen(Node node, Instant since);

  /** By name, at most 1,000. */
  List<Node> list();

  /** The changes of the schema that were made, in their order. */
  List<Migration> migrations();

  /** A change of the schema. */
  record Migration(String version, String description, Instant at) {}

  /**
   * A node.
   *
   * @param version of the program
   */
  record Node(String name, String version, Instant startedAt, Instant seenAt) {}
}
