package dev.gladhand.sandbox.fleetio;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Router;
import dev.gladhand.sandbox.provider.Writes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Simulates Fleetio: vehicles, contacts and fuel entries. Requires two tokens and a version of the
 * API in each request, and limits the number of calls in each full minute of the clock.
 */
public final class FleetioProvider implements Provider {
  /** The id of the first demo contact, Ana Ruiz. */
  public static final long FIRST_CONTACT = 501;

  /**
   * The id of the demo vehicle whose units are kilometres and litres. The vehicle with the next id
   * has miles and gallons.
   */
  public static final long FIRST_VEHICLE = 601;

  /** The id of the demo trailer, which at Fleetio is a vehicle of type 2. */
  public static final long FIRST_TRAILER = 701;

  private static final String TOKEN = "Token fleetio-sandbox-token";
  private static final String VIEWER = "Token fleetio-viewer-token";
  private static final String ACCOUNT = "fleetio-sandbox-account";
  private static final int CALLS_A_MINUTE = 20;
  private static final Set<String> VERSIONS =
      Set.of("2023-01-01", "2023-03-01", "2024-01-01", "2024-03-15", "2024-06-30", "2025-05-05");

  private final InstantSource clock;
  private final AtomicLong ids = new AtomicLong(100_000);
  private final FleetioRecords vehicles;
  private final FleetioRecords contacts;
  private final FleetioRecords fuel;
  private final Map<String, FleetioRecords> lists;
  private final Router router;
  private int callsAMinute = CALLS_A_MINUTE;
  private long minute;
  private int calls;

  public FleetioProvider(InstantSource clock) {
    this.clock = clock;
    vehicles = new FleetioRecords(FleetioFields.VEHICLE, List.of("name", "vin"), clock, ids);
    contacts = new FleetioRecords(FleetioFields.CONTACT, List.of("employee_number"), clock, ids);
    fuel = new FleetioRecords(FleetioFields.FUEL_ENTRY, List.of(), clock, ids);
    lists = Map.of("vehicles", vehicles, "contacts", contacts, "fuel_entries", fuel);
    router =
        new Router(
            _ -> FleetioAnswers.problem(404, "Not Found"),
            _ -> FleetioAnswers.problem(405, "Method Not Allowed"));
    lists.forEach(
        (name, records) -> {
          String path = "/api/v1/" + name;
          router
              .on("GET", path, records::list)
              .on("POST", path, call -> create(name, records, call))
              .on("GET", path + "/{id}", records::get)
              .on("PATCH", path + "/{id}", call -> change(name, records, call));
        });
    demo();
  }

  @Override
  public String name() {
    return "fleetio";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    String token = request.header("Authorization");
    boolean mayRead = TOKEN.equals(token) || VIEWER.equals(token);
    if (!mayRead || !ACCOUNT.equals(request.header("Account-Token"))) {
      return Answer.text(401, "HTTP Token: Access denied.");
    }
    Duration wait = untilNextCall(clock.millis());
    if (!wait.isZero()) {
      return tooMany(request).with("Retry-After", retryAfter(wait));
    }
    String version = request.header("X-Api-Version");
    if (version != null && !VERSIONS.contains(version)) {
      return FleetioAnswers.problem(400, "unknown X-Api-Version");
    }
    if (VIEWER.equals(token) && !request.method().equals("GET")) {
      return Answer.empty(403);
    }
    return router.answer(request, writes);
  }

  /**
   * Counts a call. Returns zero if it is within the limit, otherwise the wait until the next full
   * minute of the clock.
   */
  private synchronized Duration untilNextCall(long now) {
    if (now / 60_000 != minute) {
      minute = now / 60_000;
      calls = 0;
    }
    return ++calls <= callsAMinute ? Duration.ZERO : Duration.ofMillis(60_000 - now % 60_000);
  }

  private Answer create(String list, FleetioRecords records, Call call) {
    Json.Obj body = FleetioAnswers.read(call.request(), records.shape());
    Json.Obj record = records == fuel ? entry(body) : records.add(body);
    applied(call, list, "create", record);
    return Answer.json(201, record).with("Location", call.request().path() + "/" + id(record));
  }

  private Answer change(String list, FleetioRecords records, Call call) {
    Json.Obj body = FleetioAnswers.read(call.request(), records.shape().patch());
    Json.Obj record = records.change(call.id(), body);
    if (record == null) {
      return FleetioAnswers.problem(404, "Not Found");
    }
    applied(call, list, "update", record);
    return Answer.empty(204);
  }

  private static void applied(Call call, String list, String operation, Json.Obj record) {
    String resource =
        switch (list) {
          case "contacts" -> "user";
          case "fuel_entries" -> "fuel_transaction";
          default ->
              "2".equals(String.valueOf(record.number("vehicle_type_id"))) ? "trailer" : "vehicle";
        };
    call.writes().applied(resource, operation, id(record), key(list, record), record);
  }

  private static String id(Json.Obj record) {
    return String.valueOf(record.number("id"));
  }

  /**
   * The key under which the journal counts a record; a repeated create of the record has the same
   * key.
   */
  private static String key(String list, Json.Obj record) {
    return list
        + " "
        + switch (list) {
          case "contacts" -> record.text("first_name") + " " + record.text("employee_number");
          case "fuel_entries" -> record.text("reference");
          default -> record.text("name");
        };
  }

  /**
   * Stores a fuel entry. The stored volume is the one that the body gives in the unit of the
   * vehicle, or 0 if the body has no volume in that unit.
   */
  private synchronized Json.Obj entry(Json.Obj body) {
    Json.Obj vehicle = vehicles.find(String.valueOf(body.number("vehicle_id")));
    if (vehicle == null) {
      throw FleetioAnswers.invalid("vehicle", "must exist");
    }
    Json.Obj meter = body.object("meter_entry_attributes");
    BigDecimal value = meter.number("value");
    if (!Boolean.TRUE.equals(meter.bool("void"))) {
      BigDecimal last = vehicle.number("current_meter_value");
      if (value == null) {
        throw FleetioAnswers.invalid("meter_entry.value", "can't be blank");
      }
      if (last != null && value.compareTo(last) < 0) {
        throw FleetioAnswers.invalid("meter_entry.value", "must not be below " + last);
      }
      vehicles.change(id(vehicle), Json.obj("current_meter_value", value));
    }
    String unit = vehicle.text("fuel_volume_units");
    BigDecimal volume = body.number(unit == null ? "us_gallons" : unit);
    return fuel.add(body.with("volume", volume == null ? BigDecimal.ZERO : volume));
  }

  @Override
  public Answer tooMany(Request request) {
    return Answer.json(
        429, Json.obj("error", "Too many requests detected from your account token."));
  }

  /** The value of {@code Retry-After}: the wait in whole seconds. */
  @Override
  public String retryAfter(Duration wait) {
    return Long.toString((wait.toMillis() + 999) / 1000);
  }

  @Override
  public List<String> keys(Received request) {
    if (request.method().equals("GET")) {
      return List.of();
    }
    String list = request.path().replaceFirst("^/api/v1/", "");
    if (request.method().equals("POST")
        && lists.containsKey(list)
        && request.bodyJson() instanceof Json.Obj body) {
      return List.of(key(list, body));
    }
    return List.of(request.method() + " " + request.target() + " " + request.bodyText());
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    BigDecimal id = body.number("id");
    return id == null
        ? list(resource).add(body)
        : list(resource).add(id.longValueExact(), body.without("id"));
  }

  @Override
  public Json records(String resource) {
    return Json.of(list(resource).all());
  }

  private FleetioRecords list(String resource) {
    FleetioRecords records = lists.get(resource);
    if (records == null) {
      throw new IllegalArgumentException("unknown resource '" + resource + "'");
    }
    return records;
  }

  @Override
  public synchronized Json.Obj settings() {
    return Json.obj("calls_a_minute", callsAMinute);
  }

  @Override
  public synchronized void change(Json.Obj settings) {
    BigDecimal limit = settings.number("calls_a_minute");
    if (limit == null || settings.fields().size() != 1) {
      throw new IllegalArgumentException("the one setting is calls_a_minute, a number");
    }
    callsAMinute = limit.intValueExact();
  }

  @Override
  public void reset() {
    synchronized (this) {
      callsAMinute = CALLS_A_MINUTE;
      calls = 0;
    }
    lists.values().forEach(FleetioRecords::clear);
    demo();
  }

  private void demo() {
    contacts.add(FIRST_CONTACT, contact("Ana", "Ruiz"));
    contacts.add(FIRST_CONTACT + 1, contact("Ben", "Okafor"));
    vehicles.add(FIRST_VEHICLE, vehicle("Truck 101", 1, "km", "liters"));
    vehicles.add(FIRST_VEHICLE + 1, vehicle("Truck 102", 1, "mi", "us_gallons"));
    vehicles.add(FIRST_TRAILER, vehicle("Trailer 7", 2, "mi", "us_gallons"));
  }

  private static Json.Obj contact(String first, String last) {
    return Json.obj("first_name", first, "last_name", last, "name", first + " " + last);
  }

  private static Json.Obj vehicle(String name, int type, String meter, String fuel) {
    return Json.obj(
        "name", name, "vehicle_type_id", type, "meter_unit", meter, "fuel_volume_units", fuel);
  }
}
