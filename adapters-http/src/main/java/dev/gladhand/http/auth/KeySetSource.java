package dev.gladhand.http.auth;

import java.io.IOException;
import java.net.URI;

/** Fetches the key set of an external issuer; a bounded call, in time and in size. Blocks. */
@FunctionalInterface
public interface KeySetSource {
  /** The JSON text. */
  String fetch(URI url) throws IOException;
}
