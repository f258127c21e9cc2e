package dev.gladhand.http;

import dev.gladhand.json.JsonWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bounds pages by their bytes as well as by their number: 8 MiB, or one item that is larger. */
public final class PageBytes {
  private static final int MOST = 8 * 1024 * 1024;

  /** For the cursors, which repeat the filters. */
  private static final int FRAME = 512 * 1024;

  private PageBytes() {}

  /** As many of the items, from the first on, as one answer may hold. */
  public static <T> List<T> first(List<T> items, Function<? super T, ?> toJson) {
    var room = MOST - FRAME;
    for (var fit = 0; fit < items.size(); fit++) {
      room -= bytes(toJson.apply(items.get(fit))) + 1;
      if (room < 0 && fit > 0) {
        return items.subList(0, fit);
      }
    }
    return items;
  }

  private static int bytes(@Nullable Object json) {
    return JsonWriter.bytes(json).length;
  }
}
