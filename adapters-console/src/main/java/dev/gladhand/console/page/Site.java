package dev.gladhand.console.page;

import io.micronaut.http.HttpRequest;

/**
 * The address under which browsers reach this node, and whether the node is draining. The program
 * that starts the node implements this. Thread-safe.
 */
public interface Site {
  /** The prefix of all paths, as the proxy in front of the node says; empty at the root. */
  String path(HttpRequest<?> request);

  /** Whether browsers use https, so that cookies can be restricted to it. */
  boolean https(HttpRequest<?> request);

  /** Whether the node is draining and accepts no new work. */
  boolean draining();
}
