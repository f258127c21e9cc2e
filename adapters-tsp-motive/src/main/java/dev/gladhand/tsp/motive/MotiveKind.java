package dev.gladhand.tsp.motive;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordCall;
import org.jspecify.annotations.Nullable;

/**
 * A kind of records at Motive.
 *
 * @param plural the segment of the path, and the name of the array in lists
 * @param singular the name of a record in answers
 * @param findable whether the records have external ids, by which they can be looked up
 * @param fields the fields of the records' bodies
 */
record MotiveKind(String plural, String singular, boolean findable, FieldMap fields) {

  String path() {
    return "/v1/" + plural;
  }

  /**
   * The call that writes a record: {@code POST} creates, {@code PUT} changes the fields that it
   * contains.
   */
  RecordCall call(OperationType type) {
    return type == OperationType.UPDATE
        ? RecordCall.update("PUT", path() + "/", fields)
        : RecordCall.create(
            path(), fields, findable ? RepeatSafety.LOOK_UP_FIRST : RepeatSafety.NEVER);
  }

  /** The record in an answer or in an entry of a list; null if there is none or it has no id. */
  @Nullable TspJson known(@Nullable TspJson answer) {
    var record = TspJson.at(answer, singular);
    return TspJson.id(record, "id") == null ? null : record;
  }

  static MotiveKind of(Resource resource) {
    return switch (resource) {
      case VEHICLE -> MotiveFields.VEHICLES;
      case TRAILER -> MotiveFields.ASSETS;
      case USER -> MotiveFields.USERS;
      case FUEL_TRANSACTION -> MotiveFields.FUEL_PURCHASES;
      case MESSAGE, GROUP_MESSAGE, DVIR_LOG ->
          throw new IllegalArgumentException(resource + " is no record of Motive's");
    };
  }
}
