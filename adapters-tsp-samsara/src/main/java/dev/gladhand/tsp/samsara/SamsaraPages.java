package dev.gladhand.tsp.samsara;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.tsp.kit.TspJson;
import org.jspecify.annotations.Nullable;

/** How Samsara's lists go on: {@code pagination.{endCursor, hasNextPage}}. */
final class SamsaraPages {
  private SamsaraPages() {}

  /** The cursor of the next page, or null at the end. */
  static @Nullable String next(@Nullable JsonNode answer) {
    var more = TspJson.at(answer, "pagination", "hasNextPage");
    var cursor = TspJson.string(answer, "pagination", "endCursor");
    return more != null && more.asBoolean() && cursor != null && !cursor.isEmpty() ? cursor : null;
  }
}
