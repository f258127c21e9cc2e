package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.FieldMap;
import java.util.function.Function;

/**
 * One kind of write that is a single call: which, with what body, and what may follow an attempt
 * without an answer.
 *
 * @param path of the call, with its query
 * @param id the name of the record's id in {@code data}
 */
record SamsaraCall(
    OperationType type,
    String method,
    Function<Write<?>, String> path,
    FieldMap fields,
    String id,
    RepeatSafety repeat) {

  static SamsaraCall create(String path, FieldMap fields, String id, RepeatSafety repeat) {
    return new SamsaraCall(OperationType.CREATE, "POST", _ -> path, fields, id, repeat);
  }

  /** A PATCH; the same one twice does no harm. */
  static SamsaraCall update(String pathToId, FieldMap fields) {
    return new SamsaraCall(
        OperationType.UPDATE,
        "PATCH",
        write -> pathToId + target(write),
        fields,
        "id",
        RepeatSafety.SAFE);
  }

  private static String target(Write<?> write) {
    var target = write.target();
    return target == null || target.source() == null
        ? ""
        : SamsaraApi.encode(target.source().value());
  }
}
