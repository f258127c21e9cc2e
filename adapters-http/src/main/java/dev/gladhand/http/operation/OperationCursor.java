package dev.gladhand.http.operation;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.page.Cursor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list of operations, together with the list's filters and order.
 *
 * @param backwards whether the page is the one before the anchor instead of the one after it
 * @param anchor the operation next to the page, which the page does not contain; null for the
 *     list's first page
 * @param filters the filters, in the form of a query
 */
record OperationCursor(
    boolean backwards, @Nullable OperationId anchor, Window window, String filters) {
  private static final int PARTS = 5;

  /**
   * The times between which the operations were accepted. All pages of a list share them, so that a
   * page that is fetched late fits the others.
   */
  record Window(Instant from, Instant to) {}

  static OperationCursor first(Window window, String filters) {
    return new OperationCursor(false, null, window, filters);
  }

  static @Nullable OperationCursor read(String text) {
    var parts = Cursor.read(text, PARTS);
    if (parts == null) {
      return null;
    }
    var id = Uuids.parse(parts.get(1));
    var from = Moments.parse(parts.get(2));
    var to = Moments.parse(parts.get(3));
    if (from == null || to == null || id == null && !parts.get(1).isEmpty()) {
      return null;
    }
    var anchor = id == null ? null : new OperationId(id);
    return new OperationCursor(
        parts.get(0).equals("b"), anchor, new Window(from, to), parts.get(4));
  }

  String write() {
    return Cursor.write(
        backwards ? "b" : "f",
        anchor == null ? "" : anchor.toString(),
        Moments.format(window.from),
        Moments.format(window.to),
        filters);
  }

  OperationCursor after(OperationId id) {
    return new OperationCursor(false, id, window, filters);
  }

  OperationCursor before(OperationId id) {
    return new OperationCursor(true, id, window, filters);
  }

  /**
   * The cursor of the page whose last item is {@code last}.
   *
   * @param ascending whether the list is sorted by ascending ids
   */
  OperationCursor endingWith(OperationId last, boolean ascending) {
    return before(ascending ? next(last) : previous(last));
  }

  private static OperationId next(OperationId id) {
    var low = id.value().getLeastSignificantBits() + 1;
    var high = id.value().getMostSignificantBits();
    return new OperationId(new UUID(low == 0 ? high + 1 : high, low));
  }

  private static OperationId previous(OperationId id) {
    var low = id.value().getLeastSignificantBits();
    var high = id.value().getMostSignificantBits();
    return new OperationId(new UUID(low == 0 ? high - 1 : high, low - 1));
  }
}
