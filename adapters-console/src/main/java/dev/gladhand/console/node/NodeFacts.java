package dev.gladhand.console.node;

import java.util.Map;

/** How this node is set up; the program tells it. Thread-safe. */
public interface NodeFacts {
  /** Names and values by section, in their order; no value is a secret. */
  Map<String, Map<String, String>> sections();
}
