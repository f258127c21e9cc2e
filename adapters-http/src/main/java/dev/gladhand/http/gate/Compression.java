package dev.gladhand.http.gate;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Compresses responses with text that have at least 1024 bytes or state no length. A stream of
 * events is never compressed, because its events must not wait in a buffer.
 */
@Singleton
@Replaces(HttpCompressionStrategy.class)
final class Compression implements HttpCompressionStrategy {
  private static final int SHORTEST = 1024;
  private static final int LEVEL = 4;
  private static final Set<String> TEXTS =
      Set.of(
          "application/json",
          "application/problem+json",
          "application/yaml",
          "application/x-ndjson",
          "text/css",
          "text/csv",
          "text/html",
          "text/javascript",
          "text/plain");

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public boolean shouldCompress(HttpResponse response) {
    var type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    var end = type.indexOf(';');
    return TEXTS.contains(end < 0 ? type : type.substring(0, end).strip())
        && response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, SHORTEST) >= SHORTEST;
  }

  @Override
  public int getCompressionLevel() {
    return LEVEL;
  }

  /** A size limit for zstd compression; it is never used, because only gzip is enabled. */
  @Override
  public int getMaxZstdEncodeSize() {
    return 1;
  }
}
