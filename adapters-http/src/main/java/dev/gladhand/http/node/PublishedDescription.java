package dev.gladhand.http.node;

import dev.gladhand.http.openapi.ApiDescription;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API as the node serves it, made when it is first asked for. It is made
 * once for all addresses: making it costs much, and a caller may name any address.
 */
@Singleton
final class PublishedDescription {
  /** Stands for the address, in a text where nothing else looks like it. */
  private static final String BASE = "https://base.of-this-node.invalid";

  private final Supplier<String> atRoot = once("");
  private final Supplier<String> elsewhere = once(BASE);

  /**
   * @param base where the paths begin; empty at the root
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
