package dev.gladhand.tsp.kit;

import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Write;
import java.util.function.Function;

/**
 * One kind of write that is a single call: which, with what body, and what may follow an attempt
 * without an answer.
 *
 * @param path of the call, with its query
 */
public record RecordCall(
    OperationType type,
    String method,
    Function<Write<?>, String> path,
    FieldMap fields,
    RepeatSafety repeat) {

  public static RecordCall create(String path, FieldMap fields, RepeatSafety repeat) {
    return new RecordCall(OperationType.CREATE, "POST", _ -> path, fields, repeat);
  }

  /** A change of the record whose id ends the path; the same one twice does no harm. */
  public static RecordCall update(String method, String pathToId, FieldMap fields) {
    return new RecordCall(
        OperationType.UPDATE, method, write -> pathToId + target(write), fields, RepeatSafety.SAFE);
  }

  /** The id of the record to change, as it stands in a path. */
  public static String target(Write<?> write) {
    var target = write.target();
    return target == null ? "" : TspApi.encode(Recipients.id(target));
  }
}
