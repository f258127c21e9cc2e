package dev.gladhand.console.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.payload.Moments;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.ResourceId;
import dev.gladhand.domain.payload.SourceId;
import dev.gladhand.domain.payload.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters of the list, read from an address by the API's names. */
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
      throw new Stop(400, "size must be from 1 to " + MOST + ".");
    }
    return size == null ? USUAL : size;
  }

  /** The address's page of what the partners have, and one more where there is a further page. */
  List<OperationView> page(ReadOperations operations, List<PartnerId> partners) {
    return page(operations, partners, read("cursor", Uuids::parse), size());
  }

  /**
   * As the other, from behind an operation on.
   *
   * @param after null for the first page
   */
  List<OperationView> page(
      ReadOperations operations, List<PartnerId> partners, @Nullable UUID after, int size) {
    var oldestFirst = Comparator.comparing((OperationView view) -> view.id().toString());
    return queries(partners, after == null ? null : new OperationId(after), size + 1).stream()
        .flatMap(query -> operations.list(query).stream())
        .sorted(ascending() ? oldestFirst : oldestFirst.reversed())
        .limit(size + 1L)
        .toList();
  }

  /** One query for each partner and status in view. */
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
      throw new Stop(400, "status must be of " + String.join(", ", STATUSES) + ".");
    }
    return statuses.isEmpty() ? STATUSES : statuses;
  }

  /** Whether operations of a status are in view. */
  boolean shows(String status) {
    return statuses().contains(status);
  }

  /** The filter of a bulk action on what is in view of one status, accepted by now. */
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
    if (source != null && resource == null) {
      throw new Stop(400, "source_id says nothing without resource.");
    }
    var connection = read("connection_id", Uuids::parse);
    var resourceId = read("resource_id", Uuids::parse);
    var to = read("to_datetime", Moments::parse);
    var end = to == null ? now.plus(LONGEST) : to;
    var from = read("from_datetime", Moments::parse);
    var begin =
        from == null ? (to == null || to.isAfter(now) ? now : to).minus(USUAL_WINDOW) : from;
    if (Duration.between(begin, to == null ? now : end).compareTo(LONGEST.plusMinutes(5)) > 0) {
      throw new Stop(400, "from_datetime and to_datetime are more than 45 days apart.");
    }
    return new OperationQuery(
        partner,
        resource,
        connection == null ? null : new ConnectionId(connection),
        read("source_name", TspId::new),
        inputs.all("fleet_refs"),
        read("operation", OperationFilters::type),
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
      // Answered below, as what reads as nothing is.
    }
    throw new Stop(400, name + " is malformed.");
  }

  private static @Nullable OperationType type(String text) {
    return Arrays.stream(OperationType.values())
        .filter(type -> type.wire().equals(text))
        .findFirst()
        .orElse(null);
  }
}
