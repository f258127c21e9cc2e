package dev.gladhand.application.store;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record that a successful write created or changed, as it is stored as a reference.
 *
 * @param roles null to leave the stored ones
 * @param fields the fields that the write named, cleared ones with null; other fields are left
 *     unchanged
 */
public record LearnedRecord(
    ResourceId id,
    Resource resource,
    @Nullable SourceId source,
    @Nullable List<String> roles,
    Map<String, @Nullable Object> fields) {
  public LearnedRecord {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * The record that an operation wrote; empty if the operation did not succeed, or if writes cannot
   * refer to records of its resource.
   */
  public static Optional<LearnedRecord> of(ResourceOperation op) {
    if (!(op.state() instanceof State.Succeeded(var id, var source))) {
      return Optional.empty();
    }
    return switch (op.resource()) {
      case USER, VEHICLE, TRAILER ->
          Optional.of(
              new LearnedRecord(
                  id, op.resource(), source, roles(op), op.payload().fields().toJson()));
      case MESSAGE -> Optional.of(new LearnedRecord(id, op.resource(), source, null, Map.of()));
      case GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION -> Optional.empty();
    };
  }

  /** The known fields of the record after the write, given those that were known before it. */
  public Map<String, @Nullable Object> mergedWith(Map<String, ? extends @Nullable Object> before) {
    var all = new LinkedHashMap<String, @Nullable Object>(before);
    all.putAll(fields);
    return all;
  }

  /**
   * The name of the record after the write.
   *
   * @param known the known fields after the write
   * @param before the name before the write, which is returned if the fields give none
   */
  public @Nullable String name(
      Map<String, ? extends @Nullable Object> known, @Nullable String before) {
    var name =
        switch (resource) {
          case USER -> join(known, "first_name", "last_name");
          case VEHICLE -> join(known, "vehicle_name");
          case TRAILER -> join(known, "trailer_name");
          case MESSAGE, GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION -> "";
        };
    if (name.isEmpty() && resource == Resource.USER && before == null) {
      name = join(known, "username");
    }
    return name.isEmpty() ? before : name;
  }

  private static @Nullable List<String> roles(ResourceOperation op) {
    return Boolean.TRUE.equals(op.payload().fields().get(User.IS_DRIVER))
        ? List.of("driver")
        : null;
  }

  private static String join(Map<String, ? extends @Nullable Object> known, String... names) {
    return String.join(
        " ",
        Stream.of(names)
            .map(known::get)
            .filter(value -> value instanceof String text && !text.isBlank())
            .map(String::valueOf)
            .toList());
  }
}
