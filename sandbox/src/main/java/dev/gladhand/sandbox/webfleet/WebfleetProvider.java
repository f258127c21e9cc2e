package dev.gladhand.sandbox.webfleet;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Writes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulates Webfleet's {@code /extern}. Every answer has status 200, the answer to a write is
 * empty, and a user can make only one call at a time.
 */
public final class WebfleetProvider implements Provider {
  /** The uid of the first demo driver, Ana Ruiz, who is signed on to {@link #FIRST_OBJECT}. */
  public static final String FIRST_DRIVER = "1-501";

  /** The uid of the first demo object. */
  public static final String FIRST_OBJECT = "1-601";

  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  "gladhand:webfleet-sandbox-password".getBytes(StandardCharsets.UTF_8));
  private static final Set<String> WRITES =
      Set.of("sendTextMessageExtern", "insertDriverExtern", "updateDriverExtern", "updateVehicle");

  private final InstantSource clock;
  private final WebfleetFleet fleet = new WebfleetFleet();
  private final WebfleetWindows windows = new WebfleetWindows();
  private final Semaphore user = new Semaphore(1);
  private volatile WebfleetError.Dress dress = WebfleetError.Dress.HEADER;
  private volatile boolean hasWindows = true;
  private volatile long callMillis;
  private final AtomicInteger refusedAsBusy = new AtomicInteger();

  public WebfleetProvider(InstantSource clock) {
    this.clock = clock;
    demo();
  }

  @Override
  public String name() {
    return "webfleet";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    if (!request.path().equals("/extern")) {
      return Answer.text(404, "not found");
    }
    Map<String, String> form =
        parameters(request.method().equals("POST") ? request.bodyText() : request.head().query());
    boolean asksForJson = "json".equals(form.get("outputformat"));
    try {
      authorize(request, form);
      if (!user.tryAcquire()) {
        refusedAsBusy.incrementAndGet();
        throw new WebfleetError(8015, "username busy processing other request");
      }
      try {
        return carryOut(form, asksForJson, writes);
      } finally {
        user.release();
      }
    } catch (WebfleetError error) {
      return error.answer(dress, asksForJson);
    }
  }

  private Answer carryOut(Map<String, String> form, boolean asksForJson, Writes writes) {
    String action = form.getOrDefault("action", "");
    if (hasWindows) {
      windows.take(action, clock.millis());
    }
    takeTime();
    switch (action) {
      case "sendTextMessageExtern" -> fleet.sendTextMessage(form, clock.instant(), writes);
      case "insertDriverExtern" -> fleet.insertDriver(own(form), writes);
      case "updateDriverExtern" -> fleet.updateDriver(own(form), writes);
      case "updateVehicle" -> fleet.updateVehicle(own(form), writes);
      default -> {
        return rows(
            switch (action) {
              case "showDriverReportExtern" -> fleet.showDrivers(form);
              case "showVehicleReportExtern", "showObjectReportExtern" -> fleet.showVehicles();
              case "showMessages" -> fleet.showMessages(form);
              default -> throw new WebfleetError(9, "unknown action");
            },
            asksForJson);
      }
    }
    return Answer.empty(200);
  }

  private static Answer rows(List<Json> rows, boolean asksForJson) {
    return asksForJson ? Answer.json(200, Json.of(rows)) : Answer.text(200, Json.of(rows).write());
  }

  private void takeTime() {
    try {
      Thread.sleep(callMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void authorize(Request request, Map<String, String> form) {
    if (form.containsKey("username") || form.containsKey("password")) {
      throw new WebfleetError(1001, "the login must be in the Authorization header");
    }
    if (!LOGIN.equals(request.header("Authorization"))
        || !"sandbox".equals(form.get("account"))
        || !"webfleet-sandbox-key".equals(form.get("apikey"))) {
      throw new WebfleetError(1001, "invalid credentials");
    }
  }

  /** The parameters of the action, without those of the login. */
  private static Map<String, String> own(Map<String, String> form) {
    var own = new LinkedHashMap<>(form);
    own.keySet()
        .removeAll(
            Set.of("account", "apikey", "action", "lang", "outputformat", "useUTF8", "useISO8601"));
    return own;
  }

  private static Map<String, String> parameters(String encoded) {
    var all = new LinkedHashMap<String, String>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(
            Request.decode(pair.substring(0, equals)), Request.decode(pair.substring(equals + 1)));
      }
    }
    return all;
  }

  @Override
  public Answer tooMany(Request request) {
    return new WebfleetError(8011, "request quota reached").answer(dress, true);
  }

  @Override
  public List<String> keys(Received request) {
    Map<String, String> form = parameters(request.bodyText());
    return switch (form.getOrDefault("action", "")) {
      case "sendTextMessageExtern" ->
          List.of(form.get("objectuid") + ":" + form.get("messagetext"));
      case "insertDriverExtern" -> List.of("driver " + form.get("driverno"));
      case "updateDriverExtern" -> List.of("driver " + form.get("driveruid"));
      case "updateVehicle" -> List.of("object " + form.get("objectuid"));
      default -> List.of();
    };
  }

  /** Whether a request in the journal is a write. */
  public static boolean isWrite(Received request) {
    return WRITES.contains(parameters(request.bodyText()).getOrDefault("action", ""));
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    String id = body.text("id");
    if (id == null) {
      throw new IllegalArgumentException("id is required");
    }
    switch (resource) {
      case "drivers" -> fleet.driver(id, body.without("id"));
      case "objects" -> fleet.object(id, body.without("id"));
      default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
    }
    return body;
  }

  @Override
  public Json records(String resource) {
    return fleet.records(resource);
  }

  @Override
  public Json.Obj settings() {
    return Json.obj(
        "errors_in",
        dress.name().toLowerCase(Locale.ROOT),
        "windows",
        hasWindows,
        "call_ms",
        callMillis,
        "refused_as_busy",
        refusedAsBusy.get());
  }

  @Override
  public void change(Json.Obj settings) {
    for (String name : settings.fields().keySet()) {
      switch (name) {
        case "errors_in" ->
            dress =
                WebfleetError.Dress.valueOf(
                    String.valueOf(settings.text(name)).toUpperCase(Locale.ROOT));
        case "windows" -> hasWindows = Boolean.TRUE.equals(settings.bool(name));
        case "call_ms" -> {
          var millis = settings.number(name);
          callMillis = millis == null ? 0 : millis.longValueExact();
        }
        default ->
            throw new IllegalArgumentException(
                "unknown setting '" + name + "', known are errors_in, windows, call_ms");
      }
    }
  }

  @Override
  public void reset() {
    dress = WebfleetError.Dress.HEADER;
    hasWindows = true;
    callMillis = 0;
    refusedAsBusy.set(0);
    windows.clear();
    fleet.clear();
    demo();
  }

  private void demo() {
    fleet.object(FIRST_OBJECT, Json.obj("objectno", "101", "objectname", "Truck 101"));
    fleet.object("1-602", Json.obj("objectno", "102", "objectname", "Truck 102"));
    fleet.driver(
        FIRST_DRIVER, Json.obj("driverno", "D-1", "name1", "Ana Ruiz", "objectuid", FIRST_OBJECT));
    fleet.driver("1-502", Json.obj("driverno", "D-2", "name1", "Ben Okafor", "objectuid", "1-602"));
    fleet.driver("1-503", Json.obj("driverno", "D-3", "name1", "Eva Lind"));
  }
}
