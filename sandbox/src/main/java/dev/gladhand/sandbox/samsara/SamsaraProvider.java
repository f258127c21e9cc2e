package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Router;
import dev.gladhand.sandbox.provider.Writes;
import java.time.InstantSource;
import java.util.List;

/**
 * Simulates Samsara: messages, drivers, users, vehicles, trailers, assets, DVIRs, fuel purchases,
 * and OAuth.
 */
public final class SamsaraProvider implements Provider {
  /** The id of the first demo driver, Ana Ruiz; the other drivers have the next ids. */
  public static final long FIRST_DRIVER = 281_474_976_710_656_001L;

  /** The id of the first demo vehicle, Truck 101. */
  public static final long FIRST_VEHICLE = 281_474_976_710_657_001L;

  /** The id of the first demo trailer, Trailer 7. */
  public static final long FIRST_TRAILER = 281_474_976_710_658_001L;

  /** The id of the first demo dashboard user, Dana Dispatcher. */
  public static final long FIRST_USER = 281_474_976_710_659_001L;

  private final SamsaraOrganization organization;
  private final SamsaraAccess access;
  private final SamsaraDrivers drivers;
  private final SamsaraMessages messages;
  private final SamsaraAssets assets;
  private final SamsaraUsers users;
  private final SamsaraDvirs dvirs;
  private final SamsaraFuel fuel;
  private final Router router;

  public SamsaraProvider(InstantSource clock) {
    access = new SamsaraAccess(clock);
    organization = new SamsaraOrganization(clock, access);
    drivers = new SamsaraDrivers(organization, access);
    messages = new SamsaraMessages(drivers, access, clock);
    assets = new SamsaraAssets(organization, access);
    users = new SamsaraUsers(organization);
    dvirs = new SamsaraDvirs(organization, assets, users);
    fuel = new SamsaraFuel(access, assets, drivers);
    var vehicles =
        new SamsaraFleet(assets, organization, access, "vehicle", SamsaraFields.VEHICLE_UPDATE);
    var trailers =
        new SamsaraFleet(assets, organization, access, "trailer", SamsaraFields.TRAILER_UPDATE);
    router =
        new Router(
                request -> SamsaraErrors.answer(request, 404, "Not found."),
                request -> SamsaraErrors.answer(request, 405, "Method not allowed."))
            .on("POST", "/v1/fleet/messages", messages::send)
            .on("GET", "/v1/fleet/messages", messages::list)
            .on("GET", "/fleet/drivers", drivers::list)
            .on("POST", "/fleet/drivers", drivers::create)
            .on("GET", "/fleet/drivers/{id}", drivers::get)
            .on("PATCH", "/fleet/drivers/{id}", drivers::update)
            .on("GET", "/fleet/vehicles", vehicles::list)
            .on("GET", "/fleet/vehicles/{id}", vehicles::get)
            .on("PATCH", "/fleet/vehicles/{id}", vehicles::update)
            .on("GET", "/fleet/trailers", trailers::list)
            .on("POST", "/fleet/trailers", trailers::createTrailer)
            .on("GET", "/fleet/trailers/{id}", trailers::get)
            .on("PATCH", "/fleet/trailers/{id}", trailers::update)
            .on("GET", "/assets", assets::list)
            .on("POST", "/assets", assets::create)
            .on("PATCH", "/assets", assets::update)
            .on("GET", "/users", users::list)
            .on("POST", "/users", users::create)
            .on("GET", "/users/{id}", users::get)
            .on("PATCH", "/users/{id}", users::update)
            .on("GET", "/user-roles", users::roles)
            .on("POST", "/fleet/dvirs", dvirs::create)
            .on("GET", "/fleet/dvirs/{id}", dvirs::get)
            .on("POST", "/fuel-purchase", fuel::create)
            .on("GET", "/me", this::me)
            .on("GET", "/oauth2/authorize", access::authorize)
            .on("POST", "/oauth2/authorize", access::decide)
            .on("POST", "/oauth2/token", access::token);
    SamsaraSeeds.demo(this);
  }

  @Override
  public String name() {
    return "samsara";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    Answer refusal = request.path().startsWith("/oauth2/") ? null : access.refusal(request);
    return refusal == null ? router.answer(request, writes) : refusal;
  }

  private Answer me(Call call) {
    return Answer.json(
        200, Json.obj("data", Json.obj("id", "20936", "name", "Gladhand Sandbox Fleet")));
  }

  @Override
  public Answer tooMany(Request request) {
    return SamsaraErrors.answer(request, 429, "Rate limit exceeded.");
  }

  @Override
  public List<String> keys(Received request) {
    if (request.method().equals("GET")) {
      return List.of();
    }
    if (request.method().equals("PATCH")) {
      return List.of(request.target() + " " + request.bodyText());
    }
    return request.bodyJson() instanceof Json.Obj body ? keys(request.path(), body) : List.of();
  }

  private static List<String> keys(String path, Json.Obj body) {
    if (path.equals("/v1/fleet/messages")) {
      return SamsaraMessages.keys(body);
    }
    for (String name : List.of("transactionReference", "username", "email")) {
      String key = body.text(name);
      if (key != null) {
        return List.of(key);
      }
    }
    Json.Obj externalIds = body.object("externalIds");
    return List.of(externalIds.fields().isEmpty() ? body.write() : externalIds.write());
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    return SamsaraSeeds.seed(this, resource, body);
  }

  @Override
  public Json records(String resource) {
    return Json.of(
        switch (resource) {
          case "drivers" -> drivers.records().all();
          case "assets" -> assets.records().all();
          case "vehicles" -> ofType("vehicle");
          case "trailers" -> ofType("trailer");
          case "users" -> users.records().all();
          case "dvirs" -> dvirs.records().all();
          case "fuel" -> fuel.records().all();
          default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
        });
  }

  private List<Json.Obj> ofType(String type) {
    return assets.records().all().stream()
        .filter(asset -> type.equals(asset.text("type")))
        .toList();
  }

  @Override
  public Json.Obj settings() {
    return access.settings().show();
  }

  @Override
  public void change(Json.Obj settings) {
    access.settings(access.settings().with(settings));
  }

  @Override
  public void reset() {
    organization.reset();
    access.reset();
    drivers.records().clear();
    messages.reset();
    assets.records().clear();
    users.records().clear();
    dvirs.records().clear();
    fuel.records().clear();
    SamsaraSeeds.demo(this);
  }

  /** Invalidates every access token that OAuth has issued; refresh tokens stay valid. */
  public void expireAccessTokens() {
    access.expireAccessTokens();
  }

  SamsaraOrganization organization() {
    return organization;
  }

  SamsaraDrivers drivers() {
    return drivers;
  }

  SamsaraAssets assets() {
    return assets;
  }

  SamsaraUsers users() {
    return users;
  }
}
