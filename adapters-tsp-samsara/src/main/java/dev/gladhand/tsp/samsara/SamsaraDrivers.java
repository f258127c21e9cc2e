package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.UserStatus;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.SourceId;
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
import dev.gladhand.tsp.kit.login.Passwords;
import dev.gladhand.tsp.kit.record.RecordCall;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes drivers. Samsara creates only active drivers. To create an inactive one, a second call
 * deactivates the driver after the result of the first call is stored. The password that Samsara
 * requires is generated for the call and never stored.
 */
final class SamsaraDrivers implements Writer<User> {
  private static final String PATH = "/fleet/drivers";

  private final TspApi api;
  private final SamsaraLookUps lookUps;
  private final RandomGenerator random;
  private final OperationType type;

  SamsaraDrivers(TspApi api, SamsaraLookUps lookUps, RandomGenerator random, OperationType type) {
    this.api = api;
    this.lookUps = lookUps;
    this.random = random;
    this.type = type;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return SamsaraDriverFields.MAP.rules(type);
  }

  @Override
  public Translation translate(Write<User> write) {
    var body = SamsaraDriverFields.MAP.body(write);
    return body.translation(request(write, body, CredentialsSchema.MASK));
  }

  @Override
  public Outcome send(Write<User> write, TspAccess tsp) {
    if (write.type() == OperationType.UPDATE) {
      return switch (api.write(request(write, SamsaraDriverFields.MAP.body(write), ""), tsp)) {
        case Exchange.Answered _ -> Outcome.accepted();
        case Exchange.Failed failed -> failed.outcome();
      };
    }
    return isSecondStep(write) ? deactivate(write, tsp) : create(write, tsp);
  }

  private Outcome create(Write<User> write, TspAccess tsp) {
    var password = Passwords.random(random);
    var request = request(write, SamsaraDriverFields.MAP.body(write), password);
    return switch (api.write(request, tsp, password)) {
      case Exchange.Answered answered -> created(write, TspJson.id(answered.json(), "data", "id"));
      case Exchange.Failed failed when failed.is(409) ->
          lookUps
              .earlier(write, tsp)
              .map(source -> created(write, source))
              .orElse(failed.outcome());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  private static Outcome created(Write<User> write, @Nullable SourceId source) {
    return deactivates(write)
        ? new Outcome.Progressed(write.progress().next(source))
        : Outcome.accepted(source);
  }

  private Outcome deactivate(Write<User> write, TspAccess tsp) {
    return switch (api.write(deactivation(write), tsp)) {
      case Exchange.Answered answered -> {
        var known = write.progress().source();
        yield Outcome.accepted(known == null ? TspJson.id(answered.json(), "data", "id") : known);
      }
      case Exchange.Failed failed -> stillActive(write, failed.outcome());
    };
  }

  /**
   * The failure of the second call, with a text that says that the driver was created but not
   * deactivated.
   */
  private static Outcome stillActive(Write<User> write, Outcome outcome) {
    if (!(outcome instanceof Outcome.Rejected(var error, var advice, _))) {
      return outcome;
    }
    var made =
        "the driver was created (" + name(write) + ") but not deactivated: " + error.details();
    return Outcome.rejected(
        new TspError(error.type(), made, error.maybeApplied(), error.reply()), advice);
  }

  @Override
  public RepeatSafety repeatSafety(Write<User> write) {
    return write.type() == OperationType.UPDATE || isSecondStep(write)
        ? RepeatSafety.SAFE
        : RepeatSafety.LOOK_UP_FIRST;
  }

  private TspRequest request(Write<User> write, Body body, String password) {
    if (write.type() == OperationType.UPDATE) {
      return api.send(
          "PATCH", write.settings(), PATH + "/" + RecordCall.target(write), body.json());
    }
    if (isSecondStep(write)) {
      return deactivation(write);
    }
    var shown = body.put(CredentialsSchema.MASK, "password").text();
    var sent = body.put(password, "password").text();
    return api.send("POST", write.settings(), PATH, sent, shown, Map.of());
  }

  private TspRequest deactivation(Write<User> write) {
    var body = new Body().put("deactivated", "driverActivationStatus");
    SamsaraParts.TAGS.put(write, body);
    return api.send("PATCH", write.settings(), PATH + "/" + name(write), body.json());
  }

  /**
   * How the second call names the driver that the first call created, encoded for a path: by the
   * driver's id or, if the answer had no id, by the external id.
   */
  private static String name(Write<User> write) {
    var source = write.progress().source();
    return source == null ? SamsaraExternalId.encoded(write) : TspApi.encode(source.value());
  }

  private static boolean isSecondStep(Write<User> write) {
    return write.type() == OperationType.CREATE && write.progress().steps() > 0;
  }

  static boolean deactivates(Write<?> write) {
    var fields = write.payload().fields();
    return Boolean.FALSE.equals(fields.get(User.IS_ACTIVE))
        || fields.get(User.STATUS) == UserStatus.INACTIVE;
  }
}
