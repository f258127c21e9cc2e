package dev.gladhand.http.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gladhand.http.openapi.ApiDescription;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** The description of the API as the node serves it, made when it is first asked for. */
@Singleton
final class PublishedDescription {
  private static final int MOST = 16;

  private final Cache<String, byte[]> byBase = Caffeine.newBuilder().maximumSize(MOST).build();

  /**
   * @param base where the paths begin; empty at the root
   */
  byte[] at(String base) {
    return byBase.get(base, at -> ApiDescription.at(at).yaml().getBytes(StandardCharsets.UTF_8));
  }
}
