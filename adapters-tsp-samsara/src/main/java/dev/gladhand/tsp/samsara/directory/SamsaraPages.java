package dev.gladhand.tsp.samsara.directory;

import dev.gladhand.tsp.kit.call.TspJson;
import org.jspecify.annotations.Nullable;

/** Reads the cursors of Samsara's lists: {@code pagination.{endCursor, hasNextPage}}. */
final class SamsaraPages {
  private SamsaraPages() {}

  /** The cursor of the next page; null if this page is the last. */
  static @Nullable String next(@Nullable TspJson answer) {
    var more = TspJson.bool(answer, "pagination", "hasNextPage");
    var cursor = TspJson.string(answer, "pagination", "endCursor");
    return Boolean.TRUE.equals(more) && cursor != null && !cursor.isEmpty() ? cursor : null;
  }
}
