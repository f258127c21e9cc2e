package dev.gladhand.http.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.http.page.PageBytes;
import dev.gladhand.json.JsonText;
import dev.gladhand.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of operations and the cursors of the pages around it. It is read and written a few
 * operations at a time, so that the whole objects are never in memory together; only their JSON is.
 */
record OperationPage(OperationListRequest asked, List<Item> items, boolean more) {
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /**
   * The number of operations that are read together. It is small, because one payload may take 256
   * KiB.
   */
  private static final int PART = 50;

  /** One operation of the page, as JSON text. */
  record Item(OperationId id, Instant createdAt, JsonText json) {
    private static Item of(OperationView view) {
      return new Item(
          view.id(), view.operation().createdAt(), new JsonText(JsonWriter.text(view.toJson())));
    }
  }

  /** Reads the page. Blocks; throws {@code StoreUnavailable}. */
  static OperationPage read(OperationListRequest asked, ReadOperations operations, Instant now) {
    var items = new ArrayList<Item>();
    var more = fill(items, asked, operations);
    List<Item> page = more && asked.towardsTheNewest() ? settled(items, now) : items;
    return new OperationPage(asked, asked.cursor().backwards() ? page.reversed() : page, more);
  }

  /**
   * Reads the page's items and adds them to {@code items} in reading order. True if the list has
   * more items than fit on the page.
   */
  private static boolean fill(
      List<Item> items, OperationListRequest asked, ReadOperations operations) {
    var room = new PageBytes.Room();
    OperationId last = null;
    while (true) {
      var wanted = Math.min(PART, asked.size() + 1 - items.size());
      var some = operations.list(asked.part(last, wanted));
      for (var view : some) {
        var item = Item.of(view);
        if (items.size() == asked.size() || !room.takes(item.json().text())) {
          return true;
        }
        items.add(item);
      }
      if (some.size() < wanted) {
        return false;
      }
      last = some.getLast().id();
    }
  }

  // Leaves out the newest operations: one with a smaller id may become visible a moment later, and
  // the next page would skip it.
  private static List<Item> settled(List<Item> page, Instant now) {
    var newest = now.minus(SETTLED);
    var end = page.size();
    while (end > 0 && page.get(end - 1).createdAt().isAfter(newest)) {
      end--;
    }
    return end == 0 ? page : page.subList(0, end);
  }

  Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", items.stream().map(Item::json).toList());
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
