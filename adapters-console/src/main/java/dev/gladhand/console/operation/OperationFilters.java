package dev.gladhand.console.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.record.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the list of operations, read from the query of an address, where they have the
 * same names as in the API.
 */
final class OperationFilters {
  static final List<String> STATUSES = List.of("pending", "success", "failed");

  private static final List<String> OF_BULK =
      List.of(
          "resource",
          "connection_id",
          "source_name",
          "operation",
          "resource_id",
          "source_id",
          "from_datetime",
          "to_datetime");

  /** The name of the filter for a text in the errors of operations; the API has no such filter. */
  static final String ERROR = "error";

  /** How many operations a page searches for a text in their errors. */
  static final int LOOKED_AT = 5_000;

  /**
   * How many operations each query searches at least for a text in their errors, even if there are
   * so many queries that a page then searches more than {@link #LOOKED_AT}.
   */
  private static final int LEAST = 100;

  private static final int LONGEST_TEXT = 255;
  private static final int USUAL = 50;
  private static final int MOST = 1000;
  private static final Duration USUAL_WINDOW = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(45);

  private final Inputs inputs;
  private final Instant now;

  OperationFilters(Inputs inputs, Instant now) {
    this.inputs = inputs;
    this.now = now;
  }

  int size() {
    var size = read("size", text -> text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : null);
    if (size != null && (size < 1 || size > MOST)) {
      throw new Stop(400, "size must be from 1 to " + MOST + ".", "size");
    }
    return size == null ? USUAL : size;
  }

  /**
   * A page of the list.
   *
   * @param next the operation after which the next page begins; null if there is none
   */
  record Shown(List<OperationView> operations, @Nullable OperationId next) {}

  /** The page of the partners' operations that the address asks for. */
  Shown page(ReadOperations operations, List<PartnerId> partners) {
    var after = read("cursor", Uuids::parse);
    return page(operations, partners, after == null ? null : new OperationId(after), size());
  }

  /**
   * The page of the partners' operations that begins after an operation.
   *
   * @param after null for the first page
   */
  Shown page(
      ReadOperations operations, List<PartnerId> partners, @Nullable OperationId after, int size) {
    var queries = queries(partners, after, size + 1);
    var text = inputs.text(ERROR);
    if (text.length() > LONGEST_TEXT) {
      throw new Stop(400, "error is longer than " + LONGEST_TEXT + " characters.", ERROR);
    }
    if (text.isEmpty()) {
      return shown(queries.stream().flatMap(one -> operations.list(one).stream()), size, null);
    }
    // Without a partner there is no query.
    var each = Math.max(LEAST, LOOKED_AT / Math.max(1, queries.size()));
    var found =
        queries.stream()
            .map(query -> operations.search(new ErrorSearch(query, text, each)))
            .toList();
    // The place at which the first query stopped. Only up to there have all queries searched.
    var end =
        found.stream().flatMap(one -> Stream.ofNullable(one.last())).min(order()).orElse(null);
    return shown(
        found.stream()
            .flatMap(one -> one.operations().stream())
            .filter(one -> end == null || order().compare(one.id(), end) <= 0),
        size,
        end);
  }

  private Shown shown(Stream<OperationView> found, int size, @Nullable OperationId end) {
    var all =
        found.sorted(Comparator.comparing(OperationView::id, order())).limit(size + 1L).toList();
    var page = all.subList(0, Math.min(size, all.size()));
    return new Shown(page, all.size() > size ? page.getLast().id() : end);
  }

  private Comparator<OperationId> order() {
    var oldestFirst = Comparator.comparing(OperationId::toString);
    return ascending() ? oldestFirst : oldestFirst.reversed();
  }

  /** Whether a bulk action of the API can use these filters. */
  boolean asOfBulk() {
    return inputs.text(ERROR).isEmpty()
        && (inputs.text("source_id").isEmpty() || !inputs.text("resource").isEmpty());
  }

  /**
   * One query for each partner and shown status; only one for each partner if all statuses are
   * shown.
   */
  private List<OperationQuery> queries(
      List<PartnerId> partners, @Nullable OperationId after, int size) {
    var statuses = statuses();
    var queries = new ArrayList<OperationQuery>();
    for (var partner : partners) {
      if (statuses.size() == STATUSES.size()) {
        queries.add(query(partner, null, after, size));
      } else {
        statuses.forEach(status -> queries.add(query(partner, status, after, size)));
      }
    }
    return queries;
  }

  private List<String> statuses() {
    var statuses = inputs.all("status").stream().distinct().toList();
    if (!STATUSES.containsAll(statuses)) {
      throw new Stop(400, "status must be of " + String.join(", ", STATUSES) + ".", "status");
    }
    return statuses.isEmpty() ? STATUSES : statuses;
  }

  /** Whether the list shows operations with this status. */
  boolean shows(String status) {
    return statuses().contains(status);
  }

  /**
   * The filter of a bulk action on the shown operations with one status that have been accepted
   * until now.
   */
  Map<String, @Nullable Object> ofBulk(String status) {
    var filter = new LinkedHashMap<String, @Nullable Object>();
    for (var name : OF_BULK) {
      var text = inputs.text(name);
      if (!text.isEmpty()) {
        filter.put(name, text);
      }
    }
    if (!inputs.all("fleet_refs").isEmpty()) {
      filter.put("fleet_refs", inputs.all("fleet_refs"));
    }
    filter.put("status", status);
    return filter;
  }

  private boolean ascending() {
    return "asc".equals(inputs.text("sort_order"));
  }

  private OperationQuery query(
      PartnerId partner, @Nullable String status, @Nullable OperationId after, int size) {
    var resource = read("resource", text -> Resource.ofWire(text).orElse(null));
    var source = read("source_id", SourceId::new);
    var connection = read("connection_id", Uuids::parse);
    var resourceId = read("resource_id", Uuids::parse);
    var to = read("to_datetime", Moments::parse);
    var end = to == null ? now.plus(LONGEST) : to;
    var from = read("from_datetime", Moments::parse);
    var begin =
        from == null ? (to == null || to.isAfter(now) ? now : to).minus(USUAL_WINDOW) : from;
    if (Duration.between(begin, to == null ? now : end).compareTo(LONGEST.plusMinutes(5)) > 0) {
      throw new Stop(
          400, "from_datetime and to_datetime are more than 45 days apart.", "from_datetime");
    }
    return new OperationQuery(
        partner,
        resource,
        connection == null ? null : new ConnectionId(connection),
        read("source_name", TspId::new),
        inputs.all("fleet_refs"),
        read("operation", text -> OperationType.ofWire(text).orElse(null)),
        status,
        resourceId == null ? null : new ResourceId(resourceId),
        source,
        begin,
        end,
        ascending(),
        after,
        size);
  }

  private <T> @Nullable T read(String name, Function<String, @Nullable T> reader) {
    var text = inputs.text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      var read = reader.apply(text);
      if (read != null) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Handled below, like a value that the reader refuses.
    }
    throw new Stop(400, name + " is malformed.", name);
  }
}
