package dev.gladhand.console.page;

import io.micronaut.http.HttpRequest;

/** Where browsers find this node; the program gives one. Thread-safe. */
public interface Site {
  /** The path that all addresses stand under, as the proxy in front says; empty at the root. */
  String path(HttpRequest<?> request);

  /** Whether browsers come by https, so that cookies may be kept to it. */
  boolean https(HttpRequest<?> request);

  /** Whether the node is about to stop and takes on nothing new. */
  boolean draining();
}
