package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Writes;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out the calls of JSON-RPC: signs users in, and reads and writes entities. */
final class GeotabRpc {
  private static final Set<String> METHODS = Set.of("Get", "Add", "Set");
  private static final int PARSE_ERROR = -32700;
  private static final int NO_METHOD = -32601;
  private static final int LOGINS_A_MINUTE = 10;

  private final InstantSource clock;
  private final GeotabState state;

  GeotabRpc(InstantSource clock, GeotabState state) {
    this.clock = clock;
    this.state = state;
  }

  Answer answer(Request request, Writes writes) {
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
      state.limits().take("Authenticate " + params.text("userName"), LOGINS_A_MINUTE, now);
      boolean moves = state.settings().moves();
      String home = moves ? state.otherServer() : String.valueOf(server);
      var path = moves ? state.otherServer() : "ThisServer";
      return result(
          Json.obj("credentials", state.sessions().authenticate(params, home), "path", path));
    }
    if (!METHODS.contains(method)) {
      throw GeotabError.ofRpc(NO_METHOD, "MissingMethodException", "no method " + method);
    }
    Json.Obj credentials = params.object("credentials");
    if (credentials.text("password") != null) {
      state.limits().take("Authenticate " + credentials.text("userName"), LOGINS_A_MINUTE, now);
    }
    state.sessions().check(credentials, server);
    GeotabType type = GeotabTypes.of(params.text("typeName"));
    int left =
        state.limits().take(method + " " + type.wire(), state.settings().callsAMinute(), now);
    Json answer =
        switch (method) {
          case "Get" -> Json.of(state.entities().get(type, params.object("search"), limit(params)));
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
    if (type == GeotabTypes.TEXT_MESSAGE
        && sender != null
        && !sender.equals(GeotabSeeds.SELF)
        && !state.settings().mayImpersonate()) {
      throw new GeotabError(
          "InvalidPermissionsException", "the clearance ImpersonateGpsTextMessage is missing");
    }
    Json.Obj added = state.entities().add(type, entity, clock.instant());
    applied(type, "create", added, writes);
    return Json.of(added.text("id"));
  }

  private Json set(GeotabType type, Json.Obj entity, Writes writes) {
    applied(type, "update", state.entities().set(type, entity), writes);
    return Json.of(null);
  }

  private static void applied(GeotabType type, String operation, Json.Obj entity, Writes writes) {
    String id = String.valueOf(entity.text("id"));
    writes.applied(type.resource(entity), operation, id, type.key(entity), type.shown(entity));
  }

  private static Answer result(Json result) {
    return Answer.json(200, Json.obj("result", result, "jsonrpc", "2.0"));
  }
}
