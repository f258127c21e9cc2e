package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;

/**
 * One kind of write that is a single call: which, with what body, and what may follow an attempt
 * without an answer.
 */
public record RecordCall(
    OperationType type, Requests requests, FieldMap fields, RepeatSafety repeat) {

  /** Makes a request of a body. Pure. */
  public interface Requests {
    TspRequest of(TspApi api, Write<?> write, Body body);
  }

  /** {@code POST} to this path, with its query. */
  public static RecordCall create(String path, FieldMap fields, RepeatSafety repeat) {
    return new RecordCall(
        OperationType.CREATE,
        (api, write, body) -> api.send("POST", write.settings(), path, body.json()),
        fields,
        repeat);
  }

  /** A change of the record whose id ends the path; the same one twice does no harm. */
  public static RecordCall update(String method, String pathToId, FieldMap fields) {
    return new RecordCall(
        OperationType.UPDATE,
        (api, write, body) ->
            api.send(method, write.settings(), pathToId + target(write), body.json()),
        fields,
        RepeatSafety.SAFE);
  }

  /** The id of the record to change, as it stands in a path. */
  public static String target(Write<?> write) {
    return TspApi.encode(targetId(write));
  }

  /** The id of the record to change; empty on a create. */
  public static String targetId(Write<?> write) {
    var target = write.target();
    return target == null ? "" : Recipients.id(target);
  }
}
