package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The content of one write. A reference by the gateway's id lacks the TSP's id of the record until
 * {@link #mapReferences} has added it.
 */
public sealed interface Payload
    permits Message, GroupMessage, Asset, User, DvirLog, FuelTransaction {
  Fields fields();

  Resource resource();

  /** All recipients of a message, each once; empty if the payload is not a message. */
  default List<Reference> recipients() {
    return switch (this) {
      case GroupMessage group ->
          // A record may be named twice, by ids that are spelled differently.
          Objects.requireNonNullElse(
                  group.fields().get(GroupMessage.RECIPIENT_IDS), List.<Reference>of())
              .stream()
              .distinct()
              .toList();
      default -> List.of();
    };
  }

  default Payload mapReferences(UnaryOperator<Reference> resolve) {
    return of(resource(), fields().mapReferences(resolve));
  }

  /**
   * The payload as answers show it to partners: every field of the resource, nulls included, and a
   * {@code source_*} field for each reference.
   */
  default Map<String, @Nullable Object> echo() {
    var echo = new LinkedHashMap<String, @Nullable Object>();
    for (var field : Payloads.shape(resource(), OperationType.CREATE).fields()) {
      var value = fields().json(field);
      if (value != null || !echo.containsKey(field.name())) {
        echo.put(field.name(), value);
      }
      if (field.isReference()) {
        echo.put(field.twin(), Payloads.twin(fields().get(field)));
      }
    }
    return echo;
  }

  static Payload of(Resource resource, Fields fields) {
    return switch (resource) {
      case VEHICLE -> new Vehicle(fields);
      case TRAILER -> new Trailer(fields);
      case USER -> new User(fields);
      case MESSAGE -> new Message(fields);
      case GROUP_MESSAGE -> new GroupMessage(fields);
      case DVIR_LOG -> new DvirLog(fields);
      case FUEL_TRANSACTION -> new FuelTransaction(fields);
    };
  }
}
