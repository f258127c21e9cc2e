package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FieldMap;
import dev.gladhand.tsp.kit.Recipients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action that writes a record.
 *
 * @param type of the write
 * @param target the parameter that names the record to change, or null where one is made
 */
record WebfleetRecords<P extends Payload>(
    WebfleetApi api, OperationType type, String action, @Nullable String target, FieldMap fields)
    implements Writer<P> {

  @Override
  public List<Rule> rules(Settings settings) {
    return fields.rules(type, settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = fields.body(write);
    return body.translation(request(write, body));
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return switch (api.write(request(write, fields.body(write)), tsp)) {
      case Exchange.Answered answered -> written(answered);
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  /** A write answers with nothing, so the id of what was made is not told. */
  static Outcome written(Exchange.Answered answered) {
    return WebfleetApi.isEmptyReport(answered)
        ? Outcome.rejected(
            answered.error(ErrorType.TSP, answered.words(), true), new Retry.Backoff())
        : Outcome.accepted();
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return target == null ? RepeatSafety.LOOK_UP_FIRST : RepeatSafety.SAFE;
  }

  private TspRequest request(Write<?> write, Body body) {
    Map<String, String> parameters = new LinkedHashMap<>();
    var record = write.target();
    if (target != null && record != null) {
      parameters.put(target, Recipients.id(record));
    }
    body.json().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return api.request(write.settings(), action, parameters);
  }
}
