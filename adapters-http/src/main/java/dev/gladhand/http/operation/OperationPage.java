package dev.gladhand.http.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.http.PageBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of operations, and where those around it begin. */
record OperationPage(OperationListRequest asked, List<OperationView> items, boolean more) {
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /**
   * @param found in the order it was looked for, with one more than the page holds where there is
   *     another page
   */
  static OperationPage of(OperationListRequest asked, List<OperationView> found, Instant now) {
    var wanted = found.subList(0, Math.min(asked.size(), found.size()));
    var page = PageBytes.first(wanted, OperationView::toJson);
    var more = found.size() > page.size();
    if (more && asked.towardsTheNewest()) {
      page = settled(page, now);
    }
    return new OperationPage(asked, asked.cursor().backwards() ? page.reversed() : page, more);
  }

  // One with a smaller id may become visible a moment later, and the next page would begin behind
  // it.
  private static List<OperationView> settled(List<OperationView> page, Instant now) {
    var newest = now.minus(SETTLED);
    var end = page.size();
    while (end > 0 && page.get(end - 1).operation().createdAt().isAfter(newest)) {
      end--;
    }
    return end == 0 ? page : page.subList(0, end);
  }

  Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", items.stream().map(OperationView::toJson).toList());
    json.put("current_page", asked.cursor().write());
    json.put("current_page_backwards", write(currentBackwards()));
    json.put("previous_page", write(previous()));
    json.put("next_page", write(next()));
    return json;
  }

  private @Nullable OperationCursor currentBackwards() {
    return items.isEmpty()
        ? null
        : asked.cursor().endingWith(items.getLast().id(), asked.filters().ascending());
  }

  private @Nullable OperationCursor previous() {
    var cursor = asked.cursor();
    if (items.isEmpty() || (cursor.backwards() ? !more : cursor.anchor() == null)) {
      return null;
    }
    return cursor.before(items.getFirst().id());
  }

  private @Nullable OperationCursor next() {
    var cursor = asked.cursor();
    if (items.isEmpty() || !cursor.backwards() && !more) {
      return null;
    }
    return cursor.after(items.getLast().id());
  }

  private static @Nullable String write(@Nullable OperationCursor cursor) {
    return cursor == null ? null : cursor.write();
  }
}
