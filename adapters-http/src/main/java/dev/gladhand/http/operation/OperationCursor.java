package dev.gladhand.http.operation;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.page.Cursor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list of operations, and which list.
 *
 * @param backwards whether the page ends there rather than begins
 * @param anchor the operation before the page, or behind it; null for the list's first page
 * @param filters as a query writes them
 */
record OperationCursor(
    boolean backwards, @Nullable OperationId anchor, Window window, String filters) {
  private static final int PARTS = 5;

  /** When the operations were accepted: the same for every page, however late it is fetched. */
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

  /** The page that ends with this one, in a list by rising or falling ids. */
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
