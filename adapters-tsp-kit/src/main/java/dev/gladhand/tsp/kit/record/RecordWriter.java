package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes a record with a single call, as its {@link RecordCall} declares it. */
public final class RecordWriter<P extends Payload> implements Writer<P> {
  private final TspApi api;
  private final RecordCall call;
  private final Function<Exchange.Answered, Outcome> answered;
  private final OnFailure onFailure;
  private final List<String> secretAt;
  private final Supplier<String> secret;

  /** Decides the outcome of a failed call; it may read at the TSP first. */
  public interface OnFailure {
    Outcome outcome(Write<? extends Payload> write, Exchange.Failed failed, TspAccess tsp);
  }

  /**
   * @param answered reads a successful answer; an answer that cannot be read is a success without
   *     an id
   */
  public RecordWriter(TspApi api, RecordCall call, Function<Exchange.Answered, Outcome> answered) {
    this(api, call, answered, (_, failed, _) -> failed.outcome());
  }

  public RecordWriter(
      TspApi api,
      RecordCall call,
      Function<Exchange.Answered, Outcome> answered,
      OnFailure onFailure) {
    this(api, call, answered, onFailure, List.of(), () -> "");
  }

  private RecordWriter(
      TspApi api,
      RecordCall call,
      Function<Exchange.Answered, Outcome> answered,
      OnFailure onFailure,
      List<String> secretAt,
      Supplier<String> secret) {
    this.api = api;
    this.call = call;
    this.answered = answered;
    this.onFailure = onFailure;
    this.secretAt = secretAt;
    this.secret = secret;
  }

  /** A function that reads a successful answer that holds the record's id at this path. */
  public static Function<Exchange.Answered, Outcome> idAt(String... path) {
    return answered -> Outcome.accepted(TspJson.id(answered.json(), path));
  }

  /**
   * The same writer, which also puts a secret at this path of the body. The secret is generated for
   * each attempt and never shown or stored. If the order of the body's keys matters, the field map
   * must put some value at the path first.
   */
  public RecordWriter<P> withSecret(Supplier<String> made, String... path) {
    return new RecordWriter<>(api, call, answered, onFailure, List.of(path), made);
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return call.fields().rules(call.type(), settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = call.fields().body(write);
    return body.translation(request(write, body, CredentialsSchema.MASK));
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    // The faults are checked again, because the settings may have changed since the write was
    // accepted.
    var body = call.fields().body(write);
    if (!body.faults().isEmpty()) {
      return body.refused(api.tsp());
    }
    return switch (exchange(write, body, tsp)) {
      case Exchange.Answered answer -> answered.apply(answer);
      case Exchange.Failed failed -> onFailure.outcome(write, failed, tsp);
    };
  }

  private Exchange exchange(Write<P> write, Body body, TspAccess tsp) {
    if (secretAt.isEmpty()) {
      return api.write(request(write, body, ""), tsp);
    }
    var once = secret.get();
    var shown = request(write, body, CredentialsSchema.MASK);
    var sent = request(write, body, once);
    return api.write(sent.showing(shown.shown()), tsp, once);
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return call.repeat();
  }

  private TspRequest request(Write<?> write, Body body, String once) {
    if (!secretAt.isEmpty()) {
      body.put(once, secretAt);
    }
    return call.requests().of(api, write, body);
  }
}
