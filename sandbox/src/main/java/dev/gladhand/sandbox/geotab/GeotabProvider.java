package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Writes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MyGeotab: {@code POST /apiv1} with JSON-RPC. Every answer is a 200, a session is valid at one of
 * two servers, and {@code Set} clears members that it is not sent.
 */
public final class GeotabProvider implements Provider {
  /** The id of the first demo user, Ana Ruiz. */
  public static final String FIRST_USER = "b5";

  /** The id of the first demo vehicle. */
  public static final String FIRST_VEHICLE = "b1";

  /** The id of the demo trailer. */
  public static final String FIRST_TRAILER = "b3";

  /** The id of the user who signs in. */
  private static final String SELF = "b9";

  private static final Set<String> METHODS = Set.of("Get", "Add", "Set");
  private static final int PARSE_ERROR = -32700;
  private static final int NO_METHOD = -32601;
  private static final int CALLS_A_MINUTE = 100;
  private static final int LOGINS_A_MINUTE = 10;

  private final InstantSource clock;
  private final GeotabSessions sessions = new GeotabSessions();
  private final GeotabEntities entities = new GeotabEntities();
  private final GeotabLimits limits = new GeotabLimits();
  private volatile int callsAMinute = CALLS_A_MINUTE;
  private volatile boolean moves;
  private volatile boolean mayImpersonate;
  private volatile String otherServer = "";

  public GeotabProvider(InstantSource clock) {
    this.clock = clock;
    demo();
  }

  @Override
  public String name() {
    return "geotab";
  }

  /** Sets the address of the second server: host and port. */
  public void otherServer(String hostAndPort) {
    otherServer = hostAndPort;
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    if (!request.path().matches("/apiv1/?") || !request.method().equals("POST")) {
      return Answer.text(404, "not found");
    }
    try {
      return carryOut(rpc(request), request.header("Host"), writes);
    } catch (GeotabError error) {
      return error.answer();
    }
  }

  private static Json.Obj rpc(Request request) {
    try {
      if (String.valueOf(request.header("Content-Type")).startsWith("application/json")
          && Json.read(request.body()) instanceof Json.Obj rpc) {
        return rpc;
      }
    } catch (JsonFault e) {
      throw GeotabError.ofRpc(PARSE_ERROR, "JsonSerializerException", "the JSON is malformed");
    }
    throw GeotabError.ofRpc(PARSE_ERROR, "JsonSerializerException", "a JSON object was expected");
  }

  private Answer carryOut(Json.Obj rpc, @Nullable String server, Writes writes) {
    String method = String.valueOf(rpc.text("method"));
    Json.Obj params = rpc.object("params");
    long now = clock.millis();
    if (method.equals("Authenticate")) {
      limits.take("Authenticate " + params.text("userName"), LOGINS_A_MINUTE, now);
      String home = moves ? otherServer : String.valueOf(server);
      var path = moves ? otherServer : "ThisServer";
      return result(Json.obj("credentials", sessions.authenticate(params, home), "path", path));
    }
    if (!METHODS.contains(method)) {
      throw GeotabError.ofRpc(NO_METHOD, "MissingMethodException", "no method " + method);
    }
    Json.Obj credentials = params.object("credentials");
    if (credentials.text("password") != null) {
      limits.take("Authenticate " + credentials.text("userName"), LOGINS_A_MINUTE, now);
    }
    sessions.check(credentials, server);
    GeotabType type = GeotabType.of(params.text("typeName"));
    int left = limits.take(method + " " + type.wire(), callsAMinute, now);
    Json answer =
        switch (method) {
          case "Get" -> Json.of(entities.get(type, params.object("search"), limit(params)));
          case "Add" -> add(type, params.object("entity"), writes);
          default -> set(type, params.object("entity"), writes);
        };
    return GeotabLimits.told(result(answer), left, now);
  }

  private static @Nullable Integer limit(Json.Obj params) {
    BigDecimal limit = params.number("resultsLimit");
    return limit == null ? null : limit.intValueExact();
  }

  private Json add(GeotabType type, Json.Obj entity, Writes writes) {
    String sender = entity.object("user").text("id");
    if (type == GeotabType.TEXT_MESSAGE
        && sender != null
        && !sender.equals(SELF)
        && !mayImpersonate) {
      throw new GeotabError(
          "InvalidPermissionsException", "the clearance ImpersonateGpsTextMessage is missing");
    }
    Json.Obj added = entities.add(type, entity, clock.instant());
    applied(type, "create", added, writes);
    return Json.of(added.text("id"));
  }

  private Json set(GeotabType type, Json.Obj entity, Writes writes) {
    applied(type, "update", entities.set(type, entity), writes);
    return Json.of(null);
  }

  private static void applied(GeotabType type, String operation, Json.Obj entity, Writes writes) {
    String id = String.valueOf(entity.text("id"));
    writes.applied(type.resource(entity), operation, id, key(type, entity), type.shown(entity));
  }

  /** The key that makes an entity the same as another. */
  private static String key(GeotabType type, Json.Obj entity) {
    return switch (type) {
      case DEVICE -> "device " + entity.text("name");
      case USER -> "user " + entity.text("name");
      case TEXT_MESSAGE ->
          String.valueOf(entity.object("recipient").text("id"))
              + String.valueOf(entity.object("device").text("id"))
              + ":"
              + entity.object("messageContent").text("message");
      case DVIR_LOG -> "dvir " + entity.object("driver").text("id") + " " + entity.text("dateTime");
      case FUEL_TRANSACTION -> String.valueOf(entity.text("externalReference"));
    };
  }

  private static Answer result(Json result) {
    return Answer.json(200, Json.obj("result", result, "jsonrpc", "2.0"));
  }

  @Override
  public Answer tooMany(Request request) {
    return new GeotabError("OverLimitException", "API calls quota exceeded.").answer();
  }

  /** The wait in whole seconds. */
  @Override
  public String retryAfter(Duration wait) {
    return Long.toString((wait.toMillis() + 999) / 1000);
  }

  @Override
  public List<String> keys(Received request) {
    try {
      if (isWrite(request) && request.bodyJson() instanceof Json.Obj rpc) {
        Json.Obj params = rpc.object("params");
        return List.of(key(GeotabType.of(params.text("typeName")), params.object("entity")));
      }
    } catch (JsonFault | GeotabError e) {
      return List.of();
    }
    return List.of();
  }

  /** Whether a request in the journal is a write. */
  public static boolean isWrite(Received request) {
    return request.bodyText().matches("(?s)\\{\"method\":\"(Add|Set)\".*");
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    String id = body.text("id");
    if (id == null) {
      throw new IllegalArgumentException("id is required");
    }
    entities.put(type(resource), id, body);
    return body;
  }

  @Override
  public Json records(String resource) {
    return Json.of(entities.records(type(resource)));
  }

  private static GeotabType type(String resource) {
    try {
      return GeotabType.of(resource);
    } catch (GeotabError e) {
      throw new IllegalArgumentException("unknown resource '" + resource + "'", e);
    }
  }

  @Override
  public Json.Obj settings() {
    return Json.obj(
        "calls_a_minute", callsAMinute,
        "moves", moves,
        "may_impersonate", mayImpersonate,
        "sign_ins", sessions.made());
  }

  @Override
  public void change(Json.Obj settings) {
    for (String name : settings.fields().keySet()) {
      boolean isOn = Boolean.TRUE.equals(settings.bool(name));
      switch (name) {
        case "calls_a_minute" -> {
          BigDecimal calls = settings.number(name);
          callsAMinute = calls == null ? CALLS_A_MINUTE : calls.intValueExact();
        }
        case "moves" -> moves = isOn;
        case "may_impersonate" -> mayImpersonate = isOn;
        case "end_sessions" -> {
          if (isOn) {
            sessions.end();
          }
        }
        case "forget_limits" -> {
          if (isOn) {
            limits.clear();
          }
        }
        default ->
            throw new IllegalArgumentException(
                "unknown setting '"
                    + name
                    + "', known are calls_a_minute, moves, may_impersonate, end_sessions,"
                    + " forget_limits");
      }
    }
  }

  @Override
  public void reset() {
    callsAMinute = CALLS_A_MINUTE;
    moves = false;
    mayImpersonate = false;
    sessions.end();
    limits.clear();
    entities.clear();
    demo();
  }

  private void demo() {
    device(FIRST_VEHICLE, "Truck 101", GeotabType.VEHICLES, "G90000000101");
    device("b2", "Truck 102", GeotabType.VEHICLES, "G90000000102");
    device(FIRST_TRAILER, "Trailer 1", GeotabType.TRAILERS, "");
    user(FIRST_USER, "ana@sandbox.example", "Ana", "Ruiz");
    user("b6", "ben@sandbox.example", "Ben", "Okafor");
    user(SELF, "gladhand@sandbox.example", "Gladhand", "Service");
  }

  private void device(String id, String name, String kind, String serial) {
    entities.put(
        GeotabType.DEVICE,
        id,
        Json.obj(
            "name",
            name,
            "serialNumber",
            serial,
            "deviceType",
            serial.isEmpty() ? "None" : "GO9",
            "licensePlate",
            "PL " + id,
            "groups",
            List.of(group("GroupCompanyId"), group(kind))));
  }

  private void user(String id, String login, String first, String last) {
    entities.put(
        GeotabType.USER,
        id,
        Json.obj(
            "name",
            login,
            "firstName",
            first,
            "lastName",
            last,
            "isDriver",
            true,
            "companyGroups",
            List.of(group("GroupCompanyId")),
            "driverGroups",
            List.of(group("GroupCompanyId")),
            "securityGroups",
            List.of(group("GroupNothingSecurityId"))));
  }

  private static Json group(String id) {
    return Json.obj("id", id);
  }
}
