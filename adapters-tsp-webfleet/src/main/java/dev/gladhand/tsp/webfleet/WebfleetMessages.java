package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.record.EachRecipient;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code sendTextMessageExtern}: a text to the terminal of a vehicle. The vehicle of a driver is
 * the one that the settings name, otherwise the one that the driver is signed on to.
 */
final class WebfleetMessages<P extends Payload> implements Writer<P> {
  static final String ACTION = "sendTextMessageExtern";
  private static final String NO_OBJECT =
      "is signed on to no vehicle, and driver_objects names no vehicle either";
  private static final FieldMap FIELDS =
      FieldMap.builder()
          .silent(
              Message.RECIPIENT_ID,
              Message.SOURCE_RECIPIENT_IDS,
              GroupMessage.RECIPIENT_IDS,
              Message.MESSAGE_TEXT,
              Message.FLEET_REF,
              Message.MODE)
          .build();

  private final TspApi api;
  private final WebfleetDrivers drivers;

  WebfleetMessages(TspApi api, WebfleetDrivers drivers) {
    this.api = api;
    this.drivers = drivers;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FIELDS.rules(OperationType.CREATE);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = FIELDS.body(write);
    var recipient = write.openRecipients().getFirst();
    var named = WebfleetSettings.driverObjects(write.settings()).get(Recipients.id(recipient));
    if (named == null) {
      told(body, write, recipient, "the vehicle that the driver is signed on to is looked up");
    }
    return body.translation(request(write, named == null ? "" : named));
  }

  private static void told(Body body, Write<?> write, Reference recipient, String words) {
    var group = write.payload().fields().has(GroupMessage.RECIPIENT_IDS);
    var field = group ? GroupMessage.RECIPIENT_IDS : Message.RECIPIENT_ID;
    body.warn(field, Recipients.path(write.payload(), recipient) + ": " + words);
  }

  @Override
  public Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    var recipient = write.openRecipients().getFirst();
    var body = FIELDS.body(write);
    return switch (object(write, recipient, tsp)) {
      case Fact.Unknown<String>(_, var error) -> {
        told(body, write, recipient, error.details());
        yield body.translation(request(write, ""));
      }
      case Fact.Known<String>(var object) -> {
        if (object.isEmpty()) {
          var path = Recipients.path(write.payload(), recipient);
          body.fault(path, Recipients.id(recipient), NO_OBJECT, "no_vehicle");
        } else {
          told(body, write, recipient, "goes to the vehicle " + object);
        }
        yield body.translation(request(write, object));
      }
    };
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (object(write, recipient, () -> tsp)) {
          case Fact.Unknown<String>(var failed, _) -> failed;
          case Fact.Known<String>(var object) when object.isEmpty() -> nowhere(recipient);
          case Fact.Known<String>(var object) ->
              switch (api.write(request(write, object), tsp)) {
                case Exchange.Answered answered -> WebfleetApi.written(answered);
                case Exchange.Failed failed -> failed.outcome();
              };
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  private static Outcome nowhere(Reference recipient) {
    var details =
        WebfleetAdapter.NAME
            + " was not called: driver "
            + Recipients.id(recipient)
            + " "
            + NO_OBJECT;
    return Outcome.rejected(
        new TspError(ErrorType.VALIDATION, details, false, null), new Retry.Never());
  }

  /** The object of a driver; empty if there is none. */
  private Fact<String> object(Write<?> write, Reference recipient, Supplier<TspAccess> tsp) {
    var driver = Recipients.id(recipient);
    var named = WebfleetSettings.driverObjects(write.settings()).get(driver);
    return named == null ? drivers.object(driver, tsp.get()) : new Fact.Known<>(named);
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private TspRequest request(Write<?> write, String object) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("objectuid", object);
    parameters.put("messagetext", Recipients.text(write));
    return WebfleetApi.request(api, write.settings(), ACTION, parameters);
  }
}
