package dev.gladhand.console.node;

import java.util.Map;

/**
 * The configuration of this node, as the console shows it. The program that starts the node
 * implements this. Thread-safe.
 */
public interface NodeFacts {
  /** Names and values by section, in the order in which they are shown; no value is a secret. */
  Map<String, Map<String, String>> sections();
}
