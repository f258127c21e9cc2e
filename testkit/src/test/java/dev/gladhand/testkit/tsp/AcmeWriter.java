package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Any write of Acme. Each of its steps can be broken by an heir. */
class AcmeWriter<P extends Payload> implements Writer<P> {
  final TspHttp http;
  private final Random pins = new Random(1);
  private final String path;
  private final FieldMap fields;

  AcmeWriter(TspHttp http, String path, FieldMap fields) {
    this.http = http;
    this.path = path;
    this.fields = fields;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return fields.rules(!path.equals("/vehicles") ? OperationType.CREATE : OperationType.UPDATE);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = fields.body(write);
    return body.faults().isEmpty()
        ? new Translation.Ready(request(write), body.notDelivered(), body.warnings())
        : new Translation.Faulty(body.faults());
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var login = login(tsp.credentials());
    if (login == null) {
      return nobody();
    }
    if (write.type() == OperationType.UPDATE
        && fact(write, login, tsp) instanceof Exchange.Failed failed) {
      return failed.outcome();
    }
    return switch (exchange(write, login, tsp)) {
      case Exchange.Answered answered -> answered(write, answered);
      case Exchange.Failed failed -> failed(write, failed, tsp);
    };
  }

  /** Acme changes a record only for those who have asked for its lock. */
  Exchange fact(Write<P> write, Login login, TspAccess tsp) {
    var lock = "/locks/" + Objects.requireNonNull(write.target()).source();
    var exchange = http.read(get(write.settings(), lock), login, tsp.timeout());
    return exchange instanceof Exchange.Answered answered && answered.json() == null
        ? unreadable(answered)
        : exchange;
  }

  private static Exchange unreadable(Exchange.Answered answered) {
    var error = answered.error(ErrorType.TSP, "the lock cannot be read", false);
    return new Exchange.Failed(
        Outcome.rejected(error, new Retry.Backoff()), error, answered.status(), null);
  }

  Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
    return write(request(write), login, tsp);
  }

  /** A new vehicle gets a number that is made up for each attempt, and shown to nobody. */
  Exchange write(TspRequest request, Login login, TspAccess tsp) {
    var pin = "pin-" + pins.nextLong();
    var body = String.valueOf(request.body()).replace(CredentialsSchema.MASK, pin);
    return http.write(request.carrying(body), hiding(pin, login), tsp.timeout(), tsp.sending());
  }

  Login hiding(String pin, Login login) {
    return login.hiding(pin);
  }

  Outcome failed(Write<P> write, Exchange.Failed failed, TspAccess tsp) {
    return failed.outcome();
  }

  Outcome answered(Write<P> write, Exchange.Answered answered) {
    var refused = TspJson.string(answered.json(), "refused");
    if (refused != null) {
      return Outcome.rejected(
          answered.error(ErrorType.VALIDATION, refused, false), new Retry.Never());
    }
    return write.payload().resource() == Resource.MESSAGE
        ? Outcome.delivered(
            write.openRecipients().stream().map(RecipientResult::delivered).toList())
        : Outcome.accepted(id(answered));
  }

  static @Nullable SourceId id(Exchange.Answered answered) {
    return TspJson.id(answered.json(), "id");
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    if (write.type() == OperationType.UPDATE) {
      return RepeatSafety.SAFE;
    }
    return write.payload().resource() != Resource.VEHICLE
        ? RepeatSafety.NEVER
        : RepeatSafety.LOOK_UP_FIRST;
  }

  TspRequest request(Write<?> write) {
    var body = new LinkedHashMap<String, @Nullable Object>(fields.body(write).json());
    if (write.type() == OperationType.CREATE && write.payload().resource() == Resource.VEHICLE) {
      body.put("key", write.key().hex());
      body.put("pin", CredentialsSchema.MASK);
    }
    var target = write.target();
    var text = TspJson.write(body);
    return new TspRequest(
        target == null ? "POST" : "PATCH",
        base(write.settings()) + path + (target == null ? "" : "/" + target.source()),
        Map.of("Content-Type", "application/json", "Accept", "application/json"),
        List.of("Authorization"),
        text,
        text);
  }

  static TspRequest get(Settings settings, String path) {
    return new TspRequest(
        "GET",
        base(settings) + path,
        Map.of("Accept", "application/json"),
        List.of("Authorization"),
        null,
        null);
  }

  private static String base(Settings settings) {
    return Objects.requireNonNull(settings.get(Settings.BASE_URL));
  }

  static @Nullable Login login(Credentials credentials) {
    var token = credentials.get(AcmeAdapter.TOKEN);
    return token == null
        ? null
        : new Login(Map.of("Authorization", "Bearer " + token), Secrets.NONE.and(List.of(token)));
  }

  static Outcome nobody() {
    var error = new TspError(ErrorType.AUTH, "Acme was not called: no token", false, null);
    return Outcome.rejected(error, new Retry.NewCredentials());
  }
}
