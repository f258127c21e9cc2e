package dev.gladhand.console;

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
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters of the list, read from an address by the API's names. */
final class OperationFilters {
  static final List<String> STATUSES = List.of("pending", "success", "failed");

  private static final int USUAL = 50;
  private static final int MOST = 300;
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

  /** One query for each partner and status in view; each finds one more than fits the page. */
  List<OperationQuery> queries(List<PartnerId> partners) {
    var statuses = inputs.all("status");
    if (!STATUSES.containsAll(statuses)) {
      throw new Stop(400, "status must be of " + String.join(", ", STATUSES) + ".");
    }
    var queries = new ArrayList<OperationQuery>();
    for (var partner : partners) {
      if (statuses.isEmpty() || statuses.size() == STATUSES.size()) {
        queries.add(query(partner, null));
      } else {
        statuses.stream().distinct().forEach(status -> queries.add(query(partner, status)));
      }
    }
    return queries;
  }

  private OperationQuery query(PartnerId partner, @Nullable String status) {
    var resource = read("resource", text -> Resource.ofWire(text).orElse(null));
    var source = read("source_id", SourceId::new);
    if (source != null && resource == null) {
      throw new Stop(400, "source_id says nothing without resource.");
    }
    var connection = read("connection_id", Uuids::parse);
    var resourceId = read("resource_id", Uuids::parse);
    var after = read("cursor", Uuids::parse);
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
        "asc".equals(inputs.text("sort_order")),
        after == null ? null : new OperationId(after),
        size() + 1);
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
