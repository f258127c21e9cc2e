package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;

/** Says how a write that is a single call is made: its request, its body, and its repeat safety. */
public record RecordCall(
    OperationType type, Requests requests, FieldMap fields, RepeatSafety repeat) {

  /** Makes the request of a write with this body. Pure. */
  public interface Requests {
    TspRequest of(TspApi api, Write<?> write, Body body);
  }

  /** Declares a create by {@code POST} to this path, which may include a query. */
  public static RecordCall create(String path, FieldMap fields, RepeatSafety repeat) {
    return new RecordCall(
        OperationType.CREATE,
        (api, write, body) -> api.send("POST", write.settings(), path, body.json()),
        fields,
        repeat);
  }

  /**
   * Declares an update by this method; the path of the request is {@code pathToId} and the record's
   * id. Repeating the update is safe.
   */
  public static RecordCall update(String method, String pathToId, FieldMap fields) {
    return new RecordCall(
        OperationType.UPDATE,
        (api, write, body) ->
            api.send(method, write.settings(), pathToId + target(write), body.json()),
        fields,
        RepeatSafety.SAFE);
  }

  /** The TSP's id of the record to change, encoded for a path; empty on a create. */
  public static String target(Write<?> write) {
    return TspApi.encode(targetId(write));
  }

  /** The TSP's id of the record to change; empty on a create. */
  public static String targetId(Write<?> write) {
    var target = write.target();
    return target == null ? "" : Recipients.id(target);
  }
}
