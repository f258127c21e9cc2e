package dev.gladhand.http.auth;

import java.net.URI;

/** Fetches the key set of an external issuer; a bounded call, in time and in size. Blocks. */
@FunctionalInterface
public interface KeySetSource {
  /**
   * The JSON text. Throws {@code UncheckedIOException}, which alone is repeated, where it cannot be
   * had.
   */
  String fetch(URI url);
}
