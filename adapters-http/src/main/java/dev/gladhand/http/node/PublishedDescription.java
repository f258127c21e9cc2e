package dev.gladhand.http.node;

import dev.gladhand.http.openapi.ApiDescription;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API as the node serves it. It keeps two texts: one without a prefix before
 * the paths, and one with a placeholder that is replaced by the prefix that the caller needs. Each
 * text is built at its first use and kept, because building it is slow.
 */
@Singleton
final class PublishedDescription {
  /** The placeholder for the prefix of the paths; the text contains nothing else like it. */
  private static final String BASE = "https://base.of-this-node.invalid";

  private final Supplier<String> atRoot = once("");
  private final Supplier<String> elsewhere = once(BASE);

  /**
   * The description as YAML, for callers who put {@code base} before the path of a route.
   *
   * @param base the prefix: a URL, a path, or empty
   */
  byte[] at(String base) {
    var text = base.isEmpty() ? atRoot.get() : elsewhere.get().replace(BASE, base);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Supplier<String> once(String base) {
    var made = new AtomicReference<@Nullable String>();
    return () -> {
      var text = made.get();
      if (text == null) {
        text = ApiDescription.at(base).yaml();
        made.set(text);
      }
      return text;
    };
  }
}
