package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Exchange;
import java.util.List;

/** Any record: {@code POST} makes one, {@code PUT} changes what it names. */
final class MotiveRecords<P extends Payload> implements Writer<P> {
  private final MotiveApi api;
  private final MotiveKind kind;
  private final OperationType type;

  MotiveRecords(MotiveApi api, MotiveKind kind, OperationType type) {
    this.api = api;
    this.kind = kind;
    this.type = type;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return kind.fields().rules(type);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = kind.fields().body(write);
    return body.faults().isEmpty()
        ? new Translation.Ready(request(write, body), body.notDelivered(), body.warnings())
        : new Translation.Faulty(body.faults());
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return switch (api.write(request(write, kind.fields().body(write)), tsp)) {
      case Exchange.Answered answered -> made(answered);
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  private Outcome made(Exchange.Answered answered) {
    var known = MotiveJson.Known.of(answered.json(), kind.singular());
    return Outcome.accepted(known == null ? null : known.id());
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    if (type == OperationType.UPDATE) {
      return RepeatSafety.SAFE;
    }
    return kind.findable() ? RepeatSafety.LOOK_UP_FIRST : RepeatSafety.NEVER;
  }

  private TspRequest request(Write<?> write, Body body) {
    var target = write.target();
    return target == null
        ? MotiveApi.send("POST", write.settings(), kind.path(), body.json())
        : MotiveApi.send(
            "PUT",
            write.settings(),
            kind.path() + "/" + MotiveApi.encode(MotiveNumber.text(target)),
            body.json());
  }
}
