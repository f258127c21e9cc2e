package dev.gladhand.http.auth;

import java.net.URI;

/** Fetches the key set of an external issuer. The call is bounded in time and size. Blocks. */
@FunctionalInterface
public interface KeySetSource {
  /**
   * Fetches the JSON text. Throws {@code UncheckedIOException}, the only error that is retried, if
   * it cannot be fetched.
   */
  String fetch(URI url);
}
