package dev.gladhand.application.node;

import dev.gladhand.application.node.Nodes.Migration;
import dev.gladhand.application.node.Nodes.Node;
import java.util.List;

/** Reads which nodes share the store. Blocks; throws {@code StoreUnavailable}. */
public final class ReadNodes {
  private final Nodes nodes;

  public ReadNodes(Nodes nodes) {
    this.nodes = nodes;
  }

  public List<Node> nodes() {
    return nodes.list();
  }

  /** The migrations of the schema that were applied, in the order of their application. */
  public List<Migration> migrations() {
    return nodes.migrations();
  }
}
