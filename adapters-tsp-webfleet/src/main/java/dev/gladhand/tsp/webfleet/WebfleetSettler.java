package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.FullName;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.message.SentPage;
import dev.gladhand.tsp.kit.record.LookUp;
import dev.gladhand.tsp.kit.record.PlainText;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settles messages with the list of messages that were sent to vehicles, and creates of drivers by
 * looking up the driver's number.
 */
final class WebfleetSettler implements Settler {
  /** The largest assumed difference between Webfleet's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final int MOST_ROWS = 500;
  private static final String NO_TEXT = "(no text)";

  private final TspApi api;
  private final Destinations vehicles;
  private final InstantSource clock;

  WebfleetSettler(TspApi api, Destinations vehicles, InstantSource clock) {
    this.api = api;
    this.vehicles = vehicles;
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
   * Settles the create of a driver. A driver's number is unique: if a driver with another name has
   * the number, the write was not applied, and Webfleet will refuse a further attempt.
   */
  private Settlement driver(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var number = WebfleetFields.driverNumber(write);
    var report =
        WebfleetApi.request(
            api, write.settings(), WebfleetDrivers.REPORT, Map.of("driverno", number));
    var name = FullName.of(write);
    return new LookUp(
            report,
            WebfleetApi::rows,
            row ->
                LookUp.Match.ours(
                    number.equals(TspJson.text(row, "driverno"))
                        && PlainText.same(String.valueOf(TspJson.text(row, "name1")), name)),
            "driveruid")
        .settle(
            api,
            tsp,
            write,
            attempt,
            clock,
            other -> number.equals(WebfleetFields.driverNumber(other)));
  }

  private Settlement message(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var from = attempt.begun().minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
    var to = clock.instant().plus(SKEW).truncatedTo(ChronoUnit.SECONDS);
    var range =
        TspJson.object("range_pattern", "ud", "rangefrom_string", from, "rangeto_string", to);
    var list = WebfleetApi.request(api, write.settings(), "showMessages", range);
    return new SentPage(list, from, WebfleetSettler::whole, WebfleetSettler::entry)
        .settle(api, clock, vehicles, write, attempt, tsp);
  }

  private static @Nullable List<TspJson> whole(Exchange.Answered answered) {
    var rows = WebfleetApi.rows(answered);
    return rows == null || rows.size() >= MOST_ROWS ? null : rows;
  }

  /**
   * Reads a row of the list. If the row has no text, the entry gets a placeholder as its text. It
   * then does not prove that the message was sent to the vehicle of the row, but leaves it unclear.
   */
  private static SentList.Entry entry(TspJson row) {
    return new SentList.Entry(
        TspJson.text(row, "objectuid"),
        Objects.requireNonNullElse(TspJson.text(row, "msgtext"), NO_TEXT),
        TspJson.moment(row, "msgtime"));
  }
}
