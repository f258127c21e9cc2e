package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.DvirLog;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.message.SentPage;
import dev.gladhand.tsp.kit.record.LookUp;
import dev.gladhand.tsp.kit.record.LookUp.Match;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles writes by looking for the records that they may have made: a fuel transaction by its
 * reference; a device by serial number or name, and a user by login, each only if it is active
 * since exactly the time that the write sent; an inspection by device, driver and time; a message
 * in the list of sent messages.
 */
final class GeotabSettler implements Settler {
  /** The largest assumed difference between Geotab's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** Geotab lists an inspection by its own time, so that one that was sent earlier is found too. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final int MOST = 1000;

  private final TspApi api;
  private final Destinations destinations;
  private final InstantSource clock;

  GeotabSettler(TspApi api, Destinations destinations, InstantSource clock) {
    this.api = api;
    this.destinations = destinations;
    this.clock = clock;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    return switch (write.payload().resource()) {
      case MESSAGE, GROUP_MESSAGE -> message(write, attempt, tsp);
      // The reference of a fuel transaction is the operation's own key.
      case FUEL_TRANSACTION -> lookUp(write).settle(api, tsp, attempt.begun(), clock.instant());
      // Writes that were accepted in the same millisecond send the same time.
      case VEHICLE, TRAILER, USER ->
          lookUp(write)
              .settle(
                  api,
                  tsp,
                  write,
                  attempt,
                  clock,
                  Duration.between(write.key().accepted(), attempt.begun()).plusHours(1),
                  other ->
                      other.key().accepted().equals(write.key().accepted())
                          && asksTheSame(write, other));
      case DVIR_LOG ->
          lookUp(write)
              .settle(api, tsp, write, attempt, clock, EARLIER, other -> asksTheSame(write, other));
    };
  }

  /**
   * The outcome of a failed create. A create that is refused as a duplicate has succeeded if an
   * earlier, unanswered attempt of the same operation made the existing record. Only the reference
   * of a fuel transaction proves that; the others are unknown until they are settled, because
   * another write of the same millisecond may have made the record.
   */
  Outcome failed(Write<? extends Payload> write, Exchange.Failed failed, TspAccess tsp) {
    if (!GeotabErrors.isDuplicate(failed.body())) {
      return failed.outcome();
    }
    var found = lookUp(write).settle(api, tsp, null, clock.instant());
    return failed.asDuplicate(
        found instanceof Settlement.Applied && !(write.payload() instanceof FuelTransaction)
            ? new Settlement.TryLater(failed.error())
            : found);
  }

  private LookUp lookUp(Write<? extends Payload> write) {
    return switch (write.payload().resource()) {
      case VEHICLE -> device(write, Vehicle.VEHICLE_NAME);
      case TRAILER -> device(write, Trailer.TRAILER_NAME);
      case USER -> active(write, "User", "name", GeotabFields.login(write));
      case DVIR_LOG -> inspection(write);
      case FUEL_TRANSACTION -> {
        var key = write.key().hex();
        yield lookUp(
            write,
            "FuelTransaction",
            Map.of(GeotabEventFields.REFERENCE, key),
            found -> Match.ours(key.equals(TspJson.string(found, GeotabEventFields.REFERENCE))));
      }
      case MESSAGE, GROUP_MESSAGE -> throw new IllegalArgumentException("a list settles these");
    };
  }

  /** Whether the look-up of another write is the same, so that it would find the same record. */
  private boolean asksTheSame(Write<? extends Payload> write, Write<? extends Payload> other) {
    return String.valueOf(lookUp(write).request().body())
        .equalsIgnoreCase(lookUp(other).request().body());
  }

  private LookUp lookUp(
      Write<?> write, String type, Map<String, ?> search, Function<TspJson, Match> match) {
    var request = GeotabApi.get(api, write.settings(), type, search, MOST);
    return new LookUp(request, GeotabSettler::whole, match, "id");
  }

  /**
   * The entities in an answer; null if the answer cannot be read, or if there may be more entities
   * than it contains.
   */
  private static @Nullable List<TspJson> whole(Exchange.Answered answered) {
    var found = GeotabApi.entities(answered);
    return found == null || found.size() >= MOST ? null : found;
  }

  private LookUp device(Write<?> write, Field<String> name) {
    var fields = write.payload().fields();
    var serial = fields.getOr(Vehicle.ELD_SERIAL_NUMBER, "");
    return serial.isEmpty()
        ? active(write, "Device", "name", fields.getOr(name, ""))
        : active(write, "Device", "serialNumber", serial);
  }

  /**
   * A look-up of an entity of this type that has this value in this member. The write has made the
   * entity if {@code activeFrom} is exactly the time that the write sent.
   */
  private LookUp active(Write<?> write, String type, String member, String value) {
    var sent = write.key().accepted();
    return lookUp(
        write,
        type,
        Map.of(member, value),
        found -> {
          var since = TspJson.moment(found, "activeFrom");
          if (!value.equalsIgnoreCase(TspJson.string(found, member))) {
            return Match.ANOTHER;
          }
          if (sent.equals(since)) {
            return Match.OURS;
          }
          return since != null && since.isBefore(sent.minus(SKEW)) ? Match.ANOTHER : Match.UNCLEAR;
        });
  }

  private LookUp inspection(Write<?> write) {
    var driver = Recipients.id(write, DvirLog.DRIVER_ID);
    var device = GeotabEventFields.device(write);
    var occurred = Objects.requireNonNull(write.payload().fields().get(DvirLog.OCCURRED_AT));
    var at = occurred.truncatedTo(ChronoUnit.MILLIS);
    var search =
        TspJson.object(
            "deviceSearch", GeotabApi.reference(device),
            "userSearch", GeotabApi.reference(driver),
            "fromDate", GeotabFields.moment(at.minusSeconds(1)),
            "toDate", GeotabFields.moment(at.plusSeconds(1)));
    return lookUp(
        write,
        "DVIRLog",
        search,
        found ->
            Match.ours(
                at.equals(TspJson.moment(found, "dateTime"))
                    && device.equals(TspJson.string(found, "device", "id"))
                    && driver.equals(TspJson.string(found, "driver", "id"))));
  }

  private Settlement message(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var from = attempt.begun().minus(SKEW);
    var target = GeotabSettings.target(write.settings());
    var open = write.openRecipients();
    var search = TspJson.object();
    // A driver may have had another device when the message was sent, so the messages to all
    // devices are listed.
    if (open.size() == 1 && !GeotabSettings.isToDriverDevices(write.settings())) {
      search.put(target + "Search", GeotabApi.reference(Recipients.id(open.getFirst())));
    }
    search.put("fromDate", GeotabFields.moment(from));
    search.put("isDirectionToVehicle", true);
    search.put("contentTypes", List.of("Normal"));
    var list = GeotabApi.get(api, write.settings(), "TextMessage", search, MOST);
    return new SentPage(list, from, GeotabSettler::whole, message -> entry(message, target))
        .settle(api, clock, destinations, write, attempt, tsp);
  }

  private static SentList.Entry entry(TspJson message, String target) {
    return SentList.Entry.of(
        TspJson.string(message, target, "id"),
        TspJson.string(message, "messageContent", "message"),
        TspJson.moment(message, "sent"));
  }
}
