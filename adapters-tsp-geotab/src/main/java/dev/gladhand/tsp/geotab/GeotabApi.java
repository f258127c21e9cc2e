package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests by {@code POST /apiv1}, with a method and its parameters as JSON-RPC. The session
 * is the last parameter; until the request is sent, it contains a mask in place of the session.
 */
final class GeotabApi {
  private static final String MASK = CredentialsSchema.MASK;
  private static final String MASKED = TspJson.write(session(MASK, MASK, MASK)) + "}}";
  private static final String PATH = "/apiv1";

  private GeotabApi() {}

  static TspApi of(TspHttp http, Predicate<URI> allowed) {
    return new TspApi(
            http, GeotabSettings::base, GeotabCredentials::login, "there is no session yet")
        .signing((request, tsp) -> signed(request, tsp, allowed));
  }

  /**
   * @param method {@code Add} or {@code Set}
   */
  static TspRequest write(
      TspApi api,
      String method,
      Settings settings,
      String type,
      Map<String, @Nullable Object> entity) {
    return call(api, settings, method, TspJson.object("typeName", type, "entity", entity));
  }

  static TspRequest get(
      TspApi api, Settings settings, String type, Map<String, ?> search, int limit) {
    var params = TspJson.object("typeName", type, "search", search, "resultsLimit", limit);
    return call(api, settings, "Get", params);
  }

  /** The request that signs in. It has no session and goes to the address in the settings. */
  static TspRequest authenticate(TspApi api, TspAccess tsp) {
    var credentials = tsp.credentials();
    var params =
        TspJson.object(
            "database", credentials.get(GeotabCredentials.DATABASE),
            "userName", credentials.get(GeotabCredentials.USER_NAME),
            "password", credentials.get(GeotabCredentials.PASSWORD));
    return api.send("POST", tsp.settings(), PATH, rpc("Authenticate", params), "", Map.of());
  }

  /** The entities in the answer to a {@code Get}; null if the answer does not have that form. */
  static @Nullable List<TspJson> entities(Exchange.Answered answered) {
    return TspJson.items(answered.json(), "result");
  }

  /** The outcome of an {@code Add}, whose answer is the id of the new entity. */
  static Outcome added(Exchange.Answered answered) {
    return Outcome.accepted(TspJson.id(answered.json(), "result"));
  }

  /** A reference to an entity, in the form in which a body contains it: the entity's id. */
  static Map<String, String> reference(String id) {
    return Map.of("id", id);
  }

  private static TspRequest call(
      TspApi api, Settings settings, String method, Map<String, @Nullable Object> params) {
    params.put("credentials", session(MASK, MASK, MASK));
    var text = rpc(method, params);
    return api.send("POST", settings, PATH, text, text, Map.of());
  }

  /**
   * The request with the session in place of its mask. Its URL has the host of the session, if the
   * connection may call that host.
   */
  private static TspRequest signed(TspRequest request, TspAccess tsp, Predicate<URI> allowed) {
    var credentials = tsp.credentials();
    var session =
        session(
            credentials.get(GeotabCredentials.DATABASE),
            credentials.get(GeotabCredentials.USER_NAME),
            GeotabCredentials.sessionId(credentials));
    var masked = Objects.requireNonNull(request.body());
    var unsigned = masked.substring(0, masked.length() - MASKED.length());
    var signed = request.carrying(unsigned + TspJson.write(session) + "}}");
    var host = GeotabCredentials.host(credentials);
    var there = host == null ? null : GeotabSettings.base(tsp.settings(), host, allowed);
    return there == null ? signed : signed.at(there + PATH);
  }

  private static String rpc(String method, Map<String, @Nullable Object> params) {
    return TspJson.write(TspJson.object("method", method, "params", params));
  }

  private static Map<String, @Nullable Object> session(
      @Nullable String database, @Nullable String user, @Nullable String id) {
    return TspJson.object("database", database, "userName", user, "sessionId", id);
  }
}
