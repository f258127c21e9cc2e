package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FoundRecord;
import dev.gladhand.tsp.kit.PlainText;
import dev.gladhand.tsp.kit.TspApi;
import dev.gladhand.tsp.kit.TspJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a created record by what is unique in it: a vehicle's VIN or name, a contact's employee
 * number, the reference of a fuel entry. One that is older than the write is not its own.
 */
final class FleetioSettler implements Settler {
  /** How far Fleetio's clock and ours may be apart. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** A call without an answer may still be at work for so long. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final TspApi api;
  private final InstantSource clock;

  FleetioSettler(TspApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * A list that would hold the record, and which of its records is meant.
   *
   * @param byKey whether it is the operation's own key by which it is found
   */
  private record LookUp(String path, Predicate<TspJson> isOurs, boolean byKey) {}

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var lookUp = lookUp(write, attempt.begun());
    if (lookUp == null) {
      return new Settlement.CannotTell("nothing in this record is unique at Fleetio");
    }
    return switch (api.readPage(api.get(write.settings(), lookUp.path()), tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> read(answered, lookUp, write, attempt);
    };
  }

  private Settlement read(
      Exchange.Answered answered, LookUp lookUp, Write<?> write, Unanswered attempt) {
    var records = FleetioDirectory.records(answered.json());
    if (records == null) {
      return later(answered, "the look-up cannot be read");
    }
    var ours = records.stream().filter(lookUp.isOurs()).toList();
    if (ours.isEmpty()) {
      if (TspJson.at(answered.json(), "next_cursor") != null) {
        return later(answered, "the record is not on the first page of the list");
      }
      return Duration.between(attempt.begun(), clock.instant()).compareTo(QUIET) < 0
          ? later(answered, "the record is not in the list, so far")
          : new Settlement.NotApplied();
    }
    var id = TspJson.id(ours.getFirst(), "id");
    if (id == null || ours.size() > 1) {
      return new Settlement.CannotTell("several records may be the one that was written");
    }
    return lookUp.byKey()
        ? new Settlement.Applied(id, List.of())
        : FoundRecord.settle(
            id, write, attempt, other -> isFoundBy(lookUp, lookUp(other, attempt.begun())));
  }

  private static boolean isFoundBy(LookUp lookUp, @Nullable LookUp other) {
    return other != null && other.path().equalsIgnoreCase(lookUp.path());
  }

  private static Settlement later(Exchange.Answered answered, String why) {
    return new Settlement.TryLater(answered.error(ErrorType.TSP, why, false));
  }

  private static @Nullable LookUp lookUp(Write<? extends Payload> write, Instant begun) {
    var fields = write.payload().fields();
    return switch (write.payload()) {
      case Vehicle _ -> vehicle(fields.get(Vehicle.VIN), fields.get(Vehicle.VEHICLE_NAME), begun);
      case Trailer _ -> vehicle(fields.get(Trailer.VIN), fields.get(Trailer.TRAILER_NAME), begun);
      case User _ -> contact(fields.get(User.EMPLOYEE_NUMBER), begun);
      case FuelTransaction _ -> {
        var since = begun.minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
        var path =
            list("fuel_entries", "vehicle_id", "eq", FleetioFuel.vehicle(write))
                + filter("created_at", "gte", since.toString());
        var reference = write.key().hex();
        yield new LookUp(
            path, record -> reference.equals(TspJson.string(record, "reference")), true);
      }
      default -> null;
    };
  }

  private static LookUp vehicle(@Nullable String vin, @Nullable String name, Instant begun) {
    return vin == null
        ? unique("vehicles", "name", Objects.requireNonNull(name), begun)
        : unique("vehicles", "vin", vin, begun);
  }

  private static @Nullable LookUp contact(@Nullable String number, Instant begun) {
    return number == null || number.isEmpty()
        ? null
        : unique("contacts", "employee_number", number, begun);
  }

  /** A record that was there before the write made it refuse the write. */
  private static LookUp unique(String list, String key, String value, Instant begun) {
    return new LookUp(
        list(list, key, "eq", value),
        record ->
            isSame(value, TspJson.string(record, key))
                && isSince(TspJson.string(record, "created_at"), begun.minus(SKEW)),
        false);
  }

  private static boolean isSame(String ours, @Nullable String listed) {
    return listed != null
        && PlainText.same(ours.toLowerCase(Locale.ROOT), listed.toLowerCase(Locale.ROOT));
  }

  private static boolean isSince(@Nullable String createdAt, Instant begun) {
    try {
      return createdAt != null && !OffsetDateTime.parse(createdAt).toInstant().isBefore(begun);
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static String list(String list, String field, String operator, String value) {
    return "/" + list + "?per_page=100" + filter(field, operator, value);
  }

  private static String filter(String field, String operator, String value) {
    return "&filter%5B" + field + "%5D%5B" + operator + "%5D=" + TspApi.encode(value);
  }
}
