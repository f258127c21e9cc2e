package dev.gladhand.application.bulk;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the operations on which a bulk action works, by the filters that the list of operations
 * has too.
 *
 * @param fields the filters of the request
 * @param from inclusive, by the time of acceptance
 * @param to exclusive
 */
public record OperationFilter(Fields fields, Instant from, Instant to) {
  private static final int MOST_FLEETS = 100;
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(45);

  private static final Field<String> RESOURCE =
      new Field<>("resource", word(Stream.of(Resource.values()).map(Resource::wire)));
  private static final Field<UUID> CONNECTION = new Field<>("connection_id", new FieldType.Id());
  private static final Field<String> TSP =
      new Field<>("source_name", new FieldType.Text(1, 64, Pattern.compile("^[a-z][a-z0-9_-]*$")));
  private static final Field<List<String>> FLEETS =
      new Field<>(
          "fleet_refs",
          new CompoundType.Many<>(new FieldType.Text(1, 255, null), 1, MOST_FLEETS, false));
  private static final Field<String> TYPE =
      new Field<>("operation", word(Stream.of(OperationType.values()).map(OperationType::wire)));
  private static final Field<String> STATUS =
      new Field<>("status", word(Stream.of("pending", "success", "failed")));
  private static final Field<UUID> RESOURCE_ID = new Field<>("resource_id", new FieldType.Id());
  private static final Field<String> SOURCE_ID = new Field<>("source_id", FieldTypes.SOURCE_ID);
  private static final Field<Instant> FROM = new Field<>("from_datetime", FieldTypes.MOMENT);
  private static final Field<Instant> TO = new Field<>("to_datetime", FieldTypes.MOMENT);

  /** The members of a filter. */
  public static final Shape SHAPE =
      Shape.of(
          List.of(
              RESOURCE, CONNECTION, TSP, FLEETS, TYPE, STATUS, RESOURCE_ID, SOURCE_ID, FROM, TO));

  private static FieldType<String> word(Stream<String> words) {
    var all = words.toList();
    return new FieldType.Word(all, "one of " + String.join(", ", all));
  }

  /**
   * Makes the filter from the fields of a request; if they have faults, adds these to {@code
   * faults} and returns null. A filter without times selects the last 24 hours; an operation
   * accepted after the request never matches.
   */
  static @Nullable OperationFilter of(Fields fields, Instant now, Faults faults) {
    if (fields.has(SOURCE_ID) && !fields.has(RESOURCE)) {
      return faults
          .at(SOURCE_ID.name())
          .add(
              fields.json(SOURCE_ID),
              "can be used only together with resource",
              "missing_resource");
    }
    var asked = fields.get(TO);
    var to = asked == null || asked.isAfter(now) ? now : asked;
    var from = Objects.requireNonNullElse(fields.get(FROM), to.minus(USUAL));
    if (to.isBefore(from)) {
      return faults
          .at(TO.name())
          .add(fields.json(TO), "is before from_datetime", "greater_than_equal");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      return faults
          .at(FROM.name())
          .add(fields.json(FROM), "is more than 45 days before to_datetime", "less_than_equal");
    }
    return new OperationFilter(fields, from, to);
  }

  /** Reads a filter from the JSON that {@link #toJson} wrote. */
  public static OperationFilter ofJson(Map<String, ? extends @Nullable Object> json) {
    var faults = new Faults();
    var fields = SHAPE.read(json, faults, false);
    var from = fields.get(FROM);
    var to = fields.get(TO);
    if (!faults.none() || from == null || to == null) {
      throw new IllegalArgumentException("no filter of operations: " + faults.list());
    }
    return new OperationFilter(fields, from, to);
  }

  /** The filters of the request, and the times {@code from} and {@code to}. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<>(fields.toJson());
    json.values().removeIf(Objects::isNull);
    json.put(FROM.name(), FROM.type().write(from));
    json.put(TO.name(), TO.type().write(to));
    return json;
  }

  /** The query for a page of the operations that match, oldest first. */
  OperationQuery page(PartnerId partner, @Nullable OperationId after, int size) {
    var resource = fields.get(RESOURCE);
    var connection = fields.get(CONNECTION);
    var tsp = fields.get(TSP);
    var resourceId = fields.get(RESOURCE_ID);
    var sourceId = fields.get(SOURCE_ID);
    return new OperationQuery(
        partner,
        resource == null ? null : Resource.ofWire(resource).orElseThrow(),
        connection == null ? null : new ConnectionId(connection),
        tsp == null ? null : new TspId(tsp),
        Objects.requireNonNullElse(fields.get(FLEETS), List.of()),
        OperationType.ofWire(fields.get(TYPE)).orElse(null),
        fields.get(STATUS),
        resourceId == null ? null : new ResourceId(resourceId),
        sourceId == null ? null : new SourceId(sourceId),
        from,
        to,
        true,
        after,
        size);
  }
}
