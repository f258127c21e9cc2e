package dev.gladhand.tsp.samsara;

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
import dev.gladhand.tsp.kit.TspJson;
import java.util.List;

/** Any write that is a single call, as its {@link SamsaraCall} declares it. */
final class SamsaraRecords<P extends Payload> implements Writer<P> {
  private final SamsaraApi api;
  private final SamsaraLookUps lookUps;
  private final SamsaraCall call;

  SamsaraRecords(SamsaraApi api, SamsaraLookUps lookUps, SamsaraCall call) {
    this.api = api;
    this.lookUps = lookUps;
    this.call = call;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return call.fields().rules(call.type());
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = call.fields().body(write);
    return body.faults().isEmpty()
        ? new Translation.Ready(request(write, body), body.notDelivered(), body.warnings())
        : new Translation.Faulty(body.faults());
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return switch (api.write(request(write, call.fields().body(write)), tsp)) {
      case Exchange.Answered answered ->
          Outcome.accepted(
              call.type() == OperationType.CREATE
                  ? TspJson.id(answered.json(), "data", call.id())
                  : null);
      case Exchange.Failed failed when failed.is(409) && call.type() == OperationType.CREATE ->
          taken(write, failed, tsp);
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  /**
   * A key of the operation's own is taken: an earlier attempt, thought lost, has made the record.
   */
  private Outcome taken(Write<P> write, Exchange.Failed failed, TspAccess tsp) {
    return switch (call.repeat()) {
      case SAFE -> Outcome.accepted();
      case LOOK_UP_FIRST ->
          lookUps.earlier(write, tsp).map(Outcome::accepted).orElse(failed.outcome());
      case NEVER -> failed.outcome();
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return call.repeat();
  }

  private TspRequest request(Write<?> write, Body body) {
    return SamsaraApi.send(call.method(), write.settings(), call.path().apply(write), body.json());
  }
}
