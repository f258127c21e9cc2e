package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.LookUp;
import dev.gladhand.tsp.kit.record.PlainText;
import dev.gladhand.tsp.kit.record.Recipients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settles a create by looking for a record with the same unique value: a vehicle's VIN or name, a
 * contact's employee number, the reference of a fuel entry. A record that is older than the attempt
 * is ignored, because the attempt cannot have made it.
 */
final class FleetioSettler implements Settler {
  /** The largest assumed difference between Fleetio's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final TspApi api;
  private final InstantSource clock;

  FleetioSettler(TspApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var lookUp = lookUp(write, attempt.begun());
    if (lookUp == null) {
      return new Settlement.CannotTell("no field of this record is unique at Fleetio");
    }
    // The reference of a fuel entry is the operation's own key. The other values come from callers
    // and may be used by others too.
    return write.payload() instanceof FuelTransaction
        ? lookUp.settle(api, tsp, attempt.begun(), clock.instant())
        : lookUp.settle(
            api, tsp, write, attempt, clock, other -> isFoundBy(lookUp, other, attempt.begun()));
  }

  private boolean isFoundBy(LookUp lookUp, Write<?> write, Instant begun) {
    var other = lookUp(write, begun);
    return other != null && other.request().url().equalsIgnoreCase(lookUp.request().url());
  }

  private @Nullable LookUp lookUp(Write<? extends Payload> write, Instant begun) {
    var fields = write.payload().fields();
    return switch (write.payload()) {
      case Vehicle _ -> vehicle(write, Vehicle.VEHICLE_NAME, begun);
      case Trailer _ -> vehicle(write, Trailer.TRAILER_NAME, begun);
      case User _ -> {
        var number = fields.getOr(User.EMPLOYEE_NUMBER, "");
        yield number.isEmpty() ? null : unique(write, "contacts", "employee_number", number, begun);
      }
      case FuelTransaction _ -> {
        var since = begun.minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
        var path =
            list(
                    "fuel_entries",
                    "vehicle_id",
                    "eq",
                    Recipients.id(write, FuelTransaction.VEHICLE_ID))
                + filter("created_at", "gte", since.toString());
        var reference = write.key().hex();
        yield lookUp(write, path, one -> reference.equals(TspJson.string(one, "reference")));
      }
      default -> null;
    };
  }

  private LookUp lookUp(Write<?> write, String path, Predicate<TspJson> isOurs) {
    return new LookUp(
        api.get(write.settings(), path),
        answered -> whole(answered, isOurs),
        record -> LookUp.Match.ours(isOurs.test(record)),
        "id");
  }

  /**
   * The records of the first page of a list. Null if the page cannot be read, or if there are
   * further pages and the wanted record is not on the first.
   */
  private static @Nullable List<TspJson> whole(
      Exchange.Answered answered, Predicate<TspJson> isOurs) {
    var records = FleetioDirectory.records(answered.json());
    var isLast = TspJson.at(answered.json(), "next_cursor") == null;
    return records == null || isLast || records.stream().anyMatch(isOurs) ? records : null;
  }

  private LookUp vehicle(Write<?> write, Field<String> name, Instant begun) {
    var fields = write.payload().fields();
    return fields.has(Vehicle.VIN)
        ? unique(write, "vehicles", "vin", fields.getOr(Vehicle.VIN, ""), begun)
        : unique(write, "vehicles", "name", fields.getOr(name, ""), begun);
  }

  /**
   * A look-up by a value that is unique in a list. A record that has the value but is older than
   * the attempt does not match: Fleetio refuses a create with the value of an existing record, so
   * the write was not applied.
   */
  private LookUp unique(Write<?> write, String list, String key, String value, Instant begun) {
    var since = begun.minus(SKEW);
    return lookUp(
        write,
        list(list, key, "eq", value),
        record -> {
          var created = TspJson.moment(record, "created_at");
          return isSame(value, TspJson.string(record, key))
              && created != null
              && !created.isBefore(since);
        });
  }

  private static boolean isSame(String ours, @Nullable String listed) {
    return listed != null
        && PlainText.same(ours.toLowerCase(Locale.ROOT), listed.toLowerCase(Locale.ROOT));
  }

  private static String list(String list, String field, String operator, String value) {
    return "/" + list + "?per_page=100" + filter(field, operator, value);
  }

  private static String filter(String field, String operator, String value) {
    return "&filter%5B" + field + "%5D%5B" + operator + "%5D=" + TspApi.encode(value);
  }
}
