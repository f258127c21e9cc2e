package dev.gladhand.http.page;

import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.request.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is sorted by id, oldest first, and read forwards only. Pages repeat and
 * skip nothing while items are added, and a later page costs as much as the first.
 *
 * @param kind the kind of list; a cursor is valid for its own kind only
 * @param after the id after which the page begins, or null for the first page
 */
public record ForwardPage(String kind, @Nullable UUID after, int size) {
  private static final int MOST = 1000;
  private static final int USUAL = 300;

  /** Reads the parameters {@code cursor} and {@code size}. */
  public static ForwardPage of(Call call, String kind) {
    var after = call.query().read("cursor", "a cursor of this list", text -> read(kind, text));
    return new ForwardPage(kind, after, call.query().whole("size", 1, MOST, USUAL));
  }

  private static @Nullable UUID read(String kind, String text) {
    var parts = Cursor.read(text, 2);
    return parts == null || !parts.getFirst().equals(kind) ? null : Uuids.parse(parts.getLast());
  }

  /**
   * Makes the page as JSON values.
   *
   * @param list reads at most a number of items: those after an id, or the first ones if the id is
   *     null
   */
  public <T> Map<String, @Nullable Object> of(
      BiFunction<@Nullable UUID, Integer, List<T>> list,
      Function<T, UUID> id,
      Function<T, Map<String, @Nullable Object>> toJson) {
    // Reads one item more than it shows, to find out whether there is a further page.
    var found = list.apply(after, size + 1);
    var items = PageBytes.first(found.subList(0, Math.min(size, found.size())), toJson);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", items.stream().map(toJson).toList());
    json.put("current_page", after == null ? null : cursor(after));
    json.put("current_page_backwards", null);
    json.put("previous_page", null);
    json.put("next_page", found.size() > items.size() ? cursor(id.apply(items.getLast())) : null);
    return json;
  }

  private String cursor(UUID last) {
    return Cursor.write(kind, last.toString());
  }
}
