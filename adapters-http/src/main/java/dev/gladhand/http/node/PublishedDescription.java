package dev.gladhand.http.node;

import dev.gladhand.http.openapi.ApiDescription;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API as the node serves it. It keeps a text for the root and a text with a
 * placeholder, which is replaced by the address that a caller uses. Each text is built once, at its
 * first use, because building it is slow.
 */
@Singleton
final class PublishedDescription {
  /** A placeholder for the address; the text contains nothing else like it. */
  private static final String BASE = "https://base.of-this-node.invalid";

  private final Supplier<String> atRoot = once("");
  private final Supplier<String> elsewhere = once(BASE);

  /**
   * The description as YAML, for callers that reach this node at {@code base}.
   *
   * @param base the prefix of the paths; empty at the root
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
