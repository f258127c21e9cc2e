package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.FoundRecord;
import dev.gladhand.tsp.kit.record.LookUp;
import dev.gladhand.tsp.kit.record.PlainText;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles messages with the list of messages that were sent to objects, and creates of drivers with
 * the driver's number.
 */
final class WebfleetSettler implements Settler {
  /** The largest assumed difference between Webfleet's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final int MOST_ROWS = 500;

  private final TspApi api;
  private final WebfleetDrivers drivers;
  private final InstantSource clock;

  WebfleetSettler(TspApi api, WebfleetDrivers drivers, InstantSource clock) {
    this.api = api;
    this.drivers = drivers;
    this.clock = clock;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    return switch (write.payload().resource()) {
      case MESSAGE, GROUP_MESSAGE -> message(write, attempt, tsp);
      case USER -> driver(write, attempt, tsp);
      case VEHICLE, TRAILER, DVIR_LOG, FUEL_TRANSACTION ->
          new Settlement.CannotTell("Webfleet has no look-up that finds this write");
    };
  }

  /**
   * Settles the create of a driver. A number is unique, so if another driver has it, Webfleet
   * refuses a further attempt.
   */
  private Settlement driver(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var number = WebfleetFields.driverNumber(write);
    var report =
        WebfleetApi.request(
            api, write.settings(), WebfleetDrivers.REPORT, Map.of("driverno", number));
    var name = WebfleetFields.name(write);
    var settled =
        new LookUp(
                report,
                WebfleetApi::rows,
                row ->
                    LookUp.Match.ours(
                        number.equals(WebfleetApi.field(row, "driverno"))
                            && PlainText.same(
                                String.valueOf(WebfleetApi.field(row, "name1")), name)),
                "driveruid")
            .settle(api, tsp, attempt.begun(), clock.instant());
    return settled instanceof Settlement.Applied(var found, _)
        ? FoundRecord.settle(
            found, write, attempt, other -> number.equals(WebfleetFields.driverNumber(other)))
        : settled;
  }

  private Settlement message(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var asked = clock.instant();
    var from = attempt.begun().minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
    var to = asked.plus(SKEW).truncatedTo(ChronoUnit.SECONDS);
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("range_pattern", "ud");
    parameters.put("rangefrom_string", from.toString());
    parameters.put("rangeto_string", to.toString());
    return switch (api.readPage(
        WebfleetApi.request(api, write.settings(), "showMessages", parameters), tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> {
        var rows = WebfleetApi.rows(answered);
        if (rows == null || rows.size() >= MOST_ROWS) {
          yield later(answered, "the list of messages cannot be read completely");
        }
        yield switch (objects(write, tsp)) {
          case Fact.Unknown<Map<String, Reference>>(_, var error) -> new Settlement.TryLater(error);
          case Fact.Known<Map<String, Reference>>(var objects) ->
              new SentList(entries(write, rows, objects), answered, from, asked, clock.instant())
                  .settle(write, attempt);
        };
      }
    };
  }

  /** The open recipients, by the objects to which their messages would be sent now. */
  private Fact<Map<String, Reference>> objects(Write<? extends Payload> write, TspAccess tsp) {
    var objects = new HashMap<String, Reference>();
    for (var recipient : write.openRecipients()) {
      var driver = Recipients.id(recipient);
      var named = WebfleetSettings.driverObjects(write.settings()).get(driver);
      switch (named == null ? drivers.object(driver, tsp) : new Fact.Known<>(named)) {
        case Fact.Known<String>(var object) -> objects.put(object, recipient);
        case Fact.Unknown<String>(var outcome, var error) -> {
          return new Fact.Unknown<>(outcome, error);
        }
      }
    }
    return new Fact.Known<>(objects);
  }

  /**
   * The entries of the list. An entry on another object has no recipient if its text may be the
   * text of this message, because a driver may have changed vehicles.
   */
  private static List<SentList.Entry> entries(
      Write<?> write, List<TspJson> rows, Map<String, Reference> objects) {
    var entries = new ArrayList<SentList.Entry>();
    for (var row : rows) {
      var object = String.valueOf(WebfleetApi.field(row, "objectuid"));
      var text = String.valueOf(WebfleetApi.field(row, "msgtext"));
      var recipient = objects.get(object);
      var isElsewhere = recipient == null && !PlainText.mayBe(text, Recipients.text(write));
      var known = isElsewhere ? object : recipient == null ? null : Recipients.id(recipient);
      entries.add(new SentList.Entry(known, text, TspJson.moment(row, "msgtime")));
    }
    return entries;
  }

  private static Settlement later(Exchange.Answered answered, String why) {
    return new Settlement.TryLater(answered.error(ErrorType.TSP, why, false));
  }
}
