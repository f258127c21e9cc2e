package dev.gladhand.http.mcp;

import dev.gladhand.application.Answer;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.http.request.Call;
import dev.gladhand.json.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tools that only read: they list and explain connections and operations. */
@Singleton
final class LookTools {
  private static final int USUAL_SIZE = 20;
  private static final int USUAL_HOURS = 24;

  /**
   * Operations are listed up to this long after the present time, because the clock of the node
   * that accepted an operation may be ahead of this node's.
   */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /**
   * The members of a connection that are shown; credentials and settings are left out, even in
   * their masked form.
   */
  private static final List<String> OF_CONNECTION =
      List.of("id", "source_name", "fleet_ref", "status", "remedy", "description", "lane");

  private final ReadConnections connections;
  private final DescribeCapabilities capabilities;
  private final ReadOperations operations;
  private final InstantSource clock;

  LookTools(
      ReadConnections connections,
      DescribeCapabilities capabilities,
      ReadOperations operations,
      InstantSource clock) {
    this.connections = connections;
    this.capabilities = capabilities;
    this.operations = operations;
    this.clock = clock;
  }

  Answer<Map<String, @Nullable Object>> connections(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    var after = arguments.get(Arguments.AFTER);
    var size = size(arguments);
    var found =
        connections.list(
            call.partner(),
            new ReadConnections.Filter(null, null, null),
            after == null ? null : new ConnectionId(after),
            size + 1);
    return page(
        "connections",
        found.stream().limit(size).map(LookTools::shortened).toList(),
        found.size() > size);
  }

  private static Map<String, @Nullable Object> shortened(ConnectionView view) {
    var all = view.toJson();
    var few = new LinkedHashMap<String, @Nullable Object>();
    OF_CONNECTION.forEach(name -> few.put(name, all.get(name)));
    return few;
  }

  Answer<Object> capability(Call call, Fields arguments, Map<String, @Nullable Object> body) {
    var resource = Objects.requireNonNull(arguments.get(Arguments.RESOURCE));
    var type = Objects.requireNonNull(arguments.get(Arguments.TYPE));
    return capabilities
        .of(call.partner(), connection(arguments))
        .map(all -> Objects.requireNonNull(Json.at(all, "writes", resource, type)));
  }

  Answer<Map<String, @Nullable Object>> operations(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    var now = clock.instant();
    var size = size(arguments);
    var connection = arguments.get(Arguments.CONNECTION);
    var after = arguments.get(Arguments.AFTER);
    var resource = arguments.get(Arguments.RESOURCE);
    var hours = Objects.requireNonNullElse(arguments.get(Arguments.HOURS), USUAL_HOURS);
    var found =
        operations.list(
            new OperationQuery(
                call.partner(),
                resource == null ? null : resource(resource),
                connection == null ? null : new ConnectionId(connection),
                null,
                List.of(),
                null,
                arguments.get(Arguments.STATUS),
                null,
                null,
                now.minus(Duration.ofHours(hours)),
                now.plus(TOLERANCE),
                false,
                after == null ? null : new OperationId(after),
                size + 1));
    return page(
        "operations",
        found.stream().limit(size).map(LookTools::explained).toList(),
        found.size() > size);
  }

  Answer<Map<String, @Nullable Object>> explained(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    return operations
        .get(call.partner(), connection(arguments), operation(arguments))
        .map(LookTools::explained);
  }

  /** The explanation of an operation, followed by the operation as the API shows it. */
  static Map<String, @Nullable Object> explained(OperationView view) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("explanation", Explanation.of(view));
    json.putAll(view.toJson());
    return json;
  }

  private static Answer<Map<String, @Nullable Object>> page(
      String name, List<Map<String, @Nullable Object>> items, boolean more) {
    var page = new LinkedHashMap<String, @Nullable Object>();
    page.put(name, new ArrayList<>(items));
    page.put("next_after", more ? items.getLast().get("id") : null);
    return Answer.ok(page);
  }

  static Resource resource(String wire) {
    return Resource.ofWire(wire).orElseThrow();
  }

  static ConnectionId connection(Fields arguments) {
    return new ConnectionId(given(arguments.get(Arguments.CONNECTION)));
  }

  static OperationId operation(Fields arguments) {
    return new OperationId(given(arguments.get(Arguments.OPERATION)));
  }

  private static UUID given(@Nullable UUID id) {
    return Objects.requireNonNull(id);
  }

  private static int size(Fields arguments) {
    return Objects.requireNonNullElse(arguments.get(Arguments.SIZE), USUAL_SIZE);
  }
}
