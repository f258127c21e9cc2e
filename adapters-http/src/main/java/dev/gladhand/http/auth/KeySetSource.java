package dev.gladhand.http.auth;

import java.net.URI;

/** Fetches the key set of an external issuer. The call is bounded in time and size. Blocks. */
@FunctionalInterface
public interface KeySetSource {
  /**
   * Fetches the key set as JSON text. Throws an {@code UncheckedIOException} if it cannot be
   * fetched; the keys fetched before are then kept, and a later call tries again.
   */
  String fetch(URI url);
}
