package dev.gladhand.http.node;

import dev.gladhand.http.openapi.ApiDescription;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The description of the API as the node serves it, made when it is first asked for. */
@Singleton
final class PublishedDescription {
  private static final int MOST = 16;

  private final ConcurrentMap<String, byte[]> byBase = new ConcurrentHashMap<>();

  /**
   * @param base where the paths begin; empty at the root
   */
  byte[] at(String base) {
    if (byBase.size() >= MOST) {
      byBase.clear();
    }
    return byBase.computeIfAbsent(
        base, at -> ApiDescription.at(at).yaml().getBytes(StandardCharsets.UTF_8));
  }
}
