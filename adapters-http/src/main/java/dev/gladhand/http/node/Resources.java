package dev.gladhand.http.node;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads files that are part of the program. */
@Singleton
final class Resources {
  byte[] own(String name) {
    return read("/gladhand/" + name);
  }

  /** A file of the page that renders the OpenAPI description. */
  byte[] renderer(String name) {
    return read(new String(own("docs/renderer.txt"), StandardCharsets.UTF_8).strip() + name);
  }

  private static byte[] read(String path) {
    try (var in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
