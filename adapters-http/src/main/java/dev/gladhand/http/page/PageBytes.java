package dev.gladhand.http.page;

import dev.gladhand.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Bounds pages by their bytes as well as by their number: 8 MiB, or one item that is larger. */
public final class PageBytes {
  private static final int MOST = 8 * 1024 * 1024;

  /** For the cursors, which repeat the filters. */
  private static final int FRAME = 512 * 1024;

  private PageBytes() {}

  /** As many of the items, from the first on, as one answer may hold. */
  public static <T> List<T> first(List<T> items, Function<? super T, ?> toJson) {
    var room = new Room();
    for (var fit = 0; fit < items.size(); fit++) {
      if (!room.takes(JsonWriter.text(toJson.apply(items.get(fit))))) {
        return items.subList(0, fit);
      }
    }
    return items;
  }

  /** What is left of one page. */
  public static final class Room {
    private int left = MOST - FRAME;
    private boolean begun;

    /** Takes an item in, unless there is no room; the first always has room. */
    public boolean takes(String item) {
      left -= item.getBytes(StandardCharsets.UTF_8).length + 1;
      var fits = left >= 0 || !begun;
      begun = true;
      return fits;
    }
  }
}
