package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.TspAdapter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Describes what a connection accepts, from the same declarations that check a write. */
public final class DescribeCapabilities {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final Connections connections;
  private final Adapters adapters;

  public DescribeCapabilities(Connections connections, Adapters adapters) {
    this.connections = connections;
    this.adapters = adapters;
  }

  /**
   * What a connection accepts, as JSON values in an order that is the same on every node and after
   * every start.
   */
  public Answer<Map<String, @Nullable Object>> of(PartnerId partner, ConnectionId id) {
    return ReadConnections.find(connections, partner, id)
        .flatMap(
            connection ->
                adapters
                    .find(connection.tsp())
                    .map(adapter -> Answer.ok(described(connection, adapter)))
                    .orElseGet(
                        () ->
                            Answer.refused(
                                new Refusal.NotSupported(
                                    "this installation has no adapter for " + connection.tsp()))));
  }

  private static Map<String, @Nullable Object> described(
      Connection connection, TspAdapter adapter) {
    var writes = new LinkedHashMap<String, @Nullable Object>();
    for (var resource : Resource.values()) {
      var byType = new LinkedHashMap<String, @Nullable Object>();
      for (var type : OperationType.values()) {
        byType.put(type.wire(), write(connection, adapter, resource, type));
      }
      writes.put(resource.wire(), byType);
    }
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("connection_id", connection.id().toString());
    json.put("source_name", connection.tsp().slug());
    json.put("writes", writes);
    return json;
  }

  private static Map<String, @Nullable Object> write(
      Connection connection, TspAdapter adapter, Resource resource, OperationType type) {
    var writer =
        adapter
            .writers()
            .find(resource, type, connection.settings())
            .filter(_ -> connection.mayWrite(resource));
    BiFunction<Resource, SourceId, ResourceId> ids =
        (of, source) -> ResourceId.of(connection.id(), of, source);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("supported", writer.isPresent());
    json.put(
        "schema",
        writer
            .map(found -> found.rules(connection.settings()))
            .map(rules -> rules.stream().map(rule -> rule.at(ids)).toList())
            .map(rules -> schema(Payloads.body(resource, type).with(rules)))
            .orElse(null));
    return json;
  }

  /** A shape as a complete JSON Schema document. */
  public static Map<String, @Nullable Object> schema(Shape shape) {
    var schema = new LinkedHashMap<String, @Nullable Object>();
    schema.put("$schema", DIALECT);
    schema.putAll(SchemaOrder.of(shape.schema()));
    return schema;
  }
}
