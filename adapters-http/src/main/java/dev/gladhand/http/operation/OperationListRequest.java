package dev.gladhand.http.operation;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for a page of operations: filters, order and position. */
record OperationListRequest(PartnerId partner, Filters filters, OperationCursor cursor, int size) {
  private static final int MOST = 1000;
  private static final int USUAL = 300;
  private static final int MOST_FLEETS = 100;
  private static final Duration LONGEST = Duration.ofDays(45);
  private static final Duration USUAL_WINDOW = Duration.ofDays(1);
  // A tolerance for the difference between the caller's clock and the node's, and between two
  // nodes'.
  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  private static final List<String> NAMES =
      List.of(
          "resource",
          "connection_id",
          "source_name",
          "fleet_refs",
          "operation",
          "status",
          "resource_id",
          "source_id",
          "from_datetime",
          "to_datetime",
          "sort_order");

  /** The filters of a list, without the page. */
  record Filters(
      @Nullable Resource resource,
      @Nullable ConnectionId connection,
      @Nullable TspId tsp,
      List<String> fleetRefs,
      @Nullable OperationType type,
      @Nullable String status,
      @Nullable ResourceId resourceId,
      @Nullable SourceId sourceId,
      boolean ascending) {}

  /**
   * Reads a request. Ends it with a 400 if something is malformed, or if the cursor belongs to
   * another list.
   */
  static OperationListRequest of(Call call, Instant now) {
    var query = call.query();
    var size = query.whole("size", 1, MOST, USUAL);
    var given = query.read("cursor", "a cursor of this list", OperationCursor::read);
    if (given == null) {
      return new OperationListRequest(
          call.partner(),
          filters(query),
          OperationCursor.first(window(query, now), query.only(NAMES)),
          size);
    }
    // The cursor holds its filters: a request may leave them out, but not give others.
    var ours = Query.parse(given.filters());
    for (var name : NAMES) {
      if (query.has(name)
          && !query.texts(name, MOST_FLEETS).equals(ours.texts(name, MOST_FLEETS))) {
        throw Halt.malformed("the cursor belongs to a list with a different " + name);
      }
    }
    return new OperationListRequest(call.partner(), filters(ours), given, size);
  }

  boolean towardsTheNewest() {
    return filters.ascending != cursor.backwards();
  }

  /**
   * The query for the next {@code count} operations of the page, in the order in which they are
   * read: those after {@code last}, or the first ones if it is null.
   */
  OperationQuery part(@Nullable OperationId last, int count) {
    return new OperationQuery(
        partner,
        filters.resource,
        filters.connection,
        filters.tsp,
        filters.fleetRefs,
        filters.type,
        filters.status,
        filters.resourceId,
        filters.sourceId,
        cursor.window().from(),
        cursor.window().to(),
        towardsTheNewest(),
        last == null ? cursor.anchor() : last,
        count);
  }

  /**
   * A request for all operations that the filters match until now, in pages of the given size; the
   * position and size of this request are ignored.
   */
  OperationListRequest whole(Instant now, int pages) {
    var window = cursor.window();
    var end = window.to().isAfter(now) ? now : window.to();
    return new OperationListRequest(
        partner,
        filters,
        OperationCursor.first(new OperationCursor.Window(window.from(), end), cursor.filters()),
        pages);
  }

  private static Filters filters(Query query) {
    var resource =
        query.read(
            "resource",
            "a resource such as group_message",
            name -> Resource.ofWire(name).orElse(null));
    var source =
        query.read(
            "source_id", "an id of 1 to " + SourceId.MAX_LENGTH + " characters", SourceId::new);
    if (source != null && resource == null) {
      throw Halt.malformed("source_id can be used only together with resource");
    }
    var connection = query.id("connection_id", ConnectionId::new);
    var id = query.id("resource_id", ResourceId::new);
    return new Filters(
        resource,
        connection,
        query.read("source_name", "a TSP's name in lower case", TspId::new),
        query.texts("fleet_refs", MOST_FLEETS),
        query.read(
            "operation", "create or update", text -> OperationType.ofWire(text).orElse(null)),
        query.choice("status", "pending", "success", "failed"),
        id,
        source,
        "asc".equals(query.choice("sort_order", "asc", "desc")));
  }

  private static OperationCursor.Window window(Query query, Instant now) {
    var to = query.moment("to_datetime");
    var end = to == null ? now.plus(TOLERANCE) : to;
    var from = query.moment("from_datetime");
    var begin =
        from == null ? (to == null || to.isAfter(now) ? now : to).minus(USUAL_WINDOW) : from;
    if (end.isBefore(begin)) {
      throw Halt.malformed("to_datetime is before from_datetime");
    }
    if (Duration.between(begin, end).compareTo(LONGEST.plus(TOLERANCE)) > 0) {
      throw Halt.malformed("from_datetime and to_datetime are more than 45 days apart");
    }
    // Without a given end, operations that are accepted while a caller reads the pages belong to
    // the list.
    return new OperationCursor.Window(begin, to == null ? now.plus(LONGEST) : to);
  }
}
