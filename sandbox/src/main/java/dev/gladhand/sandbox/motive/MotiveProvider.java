package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Router;
import dev.gladhand.sandbox.provider.SettingsChange;
import dev.gladhand.sandbox.provider.Writes;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Simulates Motive: messages, vehicles, assets, users, fuel purchases, and look-ups by external id.
 */
public final class MotiveProvider implements Provider {
  /** The id of the first demo user, Ana Ruiz; the other users have the next ids. */
  public static final long FIRST_USER = 501;

  /** The id of the first demo vehicle. */
  public static final long FIRST_VEHICLE = 601;

  /** The id of the first demo asset. */
  public static final long FIRST_ASSET = 701;

  private final AtomicLong ids = new AtomicLong(100_000);
  private final MotiveRecords vehicles =
      new MotiveRecords("vehicle", "vehicle", MotiveFields.VEHICLE, ids);
  private final MotiveRecords assets =
      new MotiveRecords("asset", "trailer", MotiveFields.ASSET, ids);
  private final MotiveRecords users = new MotiveRecords("user", "user", MotiveFields.USER, ids);
  private final MotiveRecords fuel =
      new MotiveRecords("fuel_purchase", "fuel_transaction", MotiveFields.FUEL_PURCHASE, ids);
  private final MotiveMessages messages;
  private final Map<String, MotiveRecords> classes =
      Map.of("vehicles", vehicles, "assets", assets, "users", users, "fuel_purchases", fuel);
  private final Router router;
  private final MotiveAccess access;

  public MotiveProvider(InstantSource clock) {
    access = new MotiveAccess(clock);
    messages = new MotiveMessages(users, clock);
    router =
        new Router(
            _ -> MotiveAnswers.error(404, "Not found"),
            _ -> MotiveAnswers.error(405, "Method not allowed"));
    router
        .on("POST", "/v1/messages", messages::send)
        .on("GET", "/v1/messages", messages::list)
        .on("POST", "/v2/messages", messages::sendToAll)
        .on("GET", "/oauth/authorize", access::authorize)
        .on("POST", "/oauth/authorize", access::decide)
        .on("POST", "/oauth/token", access::token);
    classes.forEach(
        (name, records) -> {
          String path = "/v1/" + name;
          boolean isFuel = name.equals("fuel_purchases");
          router.on("POST", path, isFuel ? this::fuelPurchase : records::create);
          router.on("GET", path, records::list);
          router.on("GET", path + "/{id}", records::get);
          router.on("PUT", path + "/{id}", records::update);
          if (!isFuel) {
            router.on("GET", path + "/lookup_by_external_id", records::lookUp);
          }
        });
    demo();
  }

  @Override
  public String name() {
    return "motive";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    if (!request.path().startsWith("/oauth/") && !access.letsIn(request)) {
      return MotiveAnswers.error(401, "Invalid API key");
    }
    return router.answer(request, writes);
  }

  private Answer fuelPurchase(Call call) {
    Json.Obj body = MotiveAnswers.read(call.request(), MotiveFields.FUEL_PURCHASE);
    if (vehicles.find(String.valueOf(body.number("vehicle_id"))) == null) {
      throw MotiveAnswers.invalid("vehicle_id", "is not a vehicle");
    }
    if (users.find(String.valueOf(body.number("driver_id"))) == null) {
      throw MotiveAnswers.invalid("driver_id", "is not a driver");
    }
    return fuel.create(call);
  }

  @Override
  public Answer tooMany(Request request) {
    return MotiveAnswers.error(429, "Too many requests");
  }

  @Override
  public List<String> keys(Received request) {
    if (request.method().equals("GET")) {
      return List.of();
    }
    if (request.path().endsWith("/messages") && request.bodyJson() instanceof Json.Obj body) {
      return MotiveMessages.keys(body);
    }
    return List.of(request.method() + " " + request.target() + " " + request.bodyText());
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    MotiveRecords records = records(classes, resource);
    BigDecimal count = body.number("count");
    if (count == null) {
      BigDecimal id = body.number("id");
      return records.add(
          id == null ? ids.incrementAndGet() : id.longValueExact(), body.without("id"));
    }
    if (count.signum() < 0 || count.compareTo(BigDecimal.valueOf(200_000)) > 0) {
      throw new IllegalArgumentException("count is 0 to 200000");
    }
    var made = new ArrayList<Json>();
    for (int i = 0; i < count.intValueExact(); i++) {
      long id = ids.incrementAndGet();
      records.add(id, body.without("count"));
      made.add(Json.of(id));
    }
    return Json.obj("ids", made);
  }

  @Override
  public Json records(String resource) {
    return Json.of(records(classes, resource).all());
  }

  @Override
  public Json.Obj settings() {
    return Json.obj("keys", access.keys());
  }

  @Override
  public void change(Json.Obj settings) {
    for (String name : settings.fields().keySet()) {
      if (!name.equals("keys")) {
        throw new IllegalArgumentException("unknown setting '" + name + "', known is keys");
      }
      access.keys(new SettingsChange(settings).texts(name, access.keys()));
    }
  }

  @Override
  public void reset() {
    access.reset();
    classes.values().forEach(MotiveRecords::clear);
    messages.clear();
    demo();
  }

  /** Invalidates every access token that OAuth has issued; refresh tokens stay valid. */
  public void expireAccessTokens() {
    access.expireAccessTokens();
  }

  private void demo() {
    users.add(FIRST_USER, user("driver", "Ana", "Ruiz"));
    users.add(FIRST_USER + 1, user("driver", "Ben", "Okafor"));
    users.add(FIRST_USER + 2, user("fleet_user", "Dana", "Dispatcher"));
    vehicles.add(FIRST_VEHICLE, Json.obj("number", "Truck 101", "status", "active"));
    vehicles.add(FIRST_VEHICLE + 1, Json.obj("number", "Truck 102", "status", "active"));
    assets.add(FIRST_ASSET, Json.obj("name", "Trailer 7", "type", "dry_van"));
  }

  private static Json.Obj user(String role, String first, String last) {
    return Json.obj("role", role, "first_name", first, "last_name", last, "status", "active");
  }

  private static MotiveRecords records(Map<String, MotiveRecords> classes, String resource) {
    MotiveRecords records = classes.get(resource);
    if (records == null) {
      throw new IllegalArgumentException("unknown resource '" + resource + "'");
    }
    return records;
  }
}
