package dev.gladhand.http.page;

import dev.gladhand.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Limits the bytes of a page, besides its number of items: a page has at most 8 MiB, or one item
 * that is larger.
 */
public final class PageBytes {
  private static final int MOST = 8 * 1024 * 1024;

  /** The bytes of a page that are kept free for its cursors, which repeat the list's filters. */
  private static final int FRAME = 512 * 1024;

  private PageBytes() {}

  /** The first items of a list, as many as fit on one page. */
  public static <T> List<T> first(List<T> items, Function<? super T, ?> toJson) {
    var room = new Room();
    for (var fit = 0; fit < items.size(); fit++) {
      if (!room.takes(JsonWriter.text(toJson.apply(items.get(fit))))) {
        return items.subList(0, fit);
      }
    }
    return items;
  }

  /** The number of bytes that are still free on one page. */
  public static final class Room {
    private int left = MOST - FRAME;
    private boolean begun;

    /**
     * Counts the bytes of an item, and returns whether it fits on the page; the first item always
     * fits.
     */
    public boolean takes(String item) {
      left -= item.getBytes(StandardCharsets.UTF_8).length + 1;
      var fits = left >= 0 || !begun;
      begun = true;
      return fits;
    }
  }
}
