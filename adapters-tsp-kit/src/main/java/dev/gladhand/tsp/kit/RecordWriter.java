package dev.gladhand.tsp.kit;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.util.List;
import java.util.function.Function;

/** A write that is a single call, as its {@link RecordCall} declares it. */
public final class RecordWriter<P extends Payload> implements Writer<P> {
  private final TspApi api;
  private final RecordCall call;
  private final Function<Exchange.Answered, Outcome> answered;
  private final OnFailure onFailure;

  /** What a failure comes to; it may look at the TSP first. */
  public interface OnFailure {
    Outcome outcome(Write<? extends Payload> write, Exchange.Failed failed, TspAccess tsp);
  }

  /**
   * @param answered reads an answer of success; what cannot be read is a success without an id
   */
  public RecordWriter(TspApi api, RecordCall call, Function<Exchange.Answered, Outcome> answered) {
    this(api, call, answered, (_, failed, _) -> failed.outcome());
  }

  public RecordWriter(
      TspApi api,
      RecordCall call,
      Function<Exchange.Answered, Outcome> answered,
      OnFailure onFailure) {
    this.api = api;
    this.call = call;
    this.answered = answered;
    this.onFailure = onFailure;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return call.fields().rules(call.type(), settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = call.fields().body(write);
    return body.translation(request(write, body));
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return switch (api.write(request(write, call.fields().body(write)), tsp)) {
      case Exchange.Answered answer -> answered.apply(answer);
      case Exchange.Failed failed -> onFailure.outcome(write, failed, tsp);
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return call.repeat();
  }

  private TspRequest request(Write<?> write, Body body) {
    return api.send(call.method(), write.settings(), call.path().apply(write), body.json());
  }
}
