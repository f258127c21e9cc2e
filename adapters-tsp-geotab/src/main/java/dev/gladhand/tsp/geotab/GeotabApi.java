package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspError;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.Login;
import dev.gladhand.tsp.kit.TspHttp;
import dev.gladhand.tsp.kit.TspJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /apiv1}: a method and its parameters as JSON-RPC. The session stands among the
 * parameters, which a request shows masked until it is sent.
 */
final class GeotabApi {
  private static final String MASK = "*****";
  private static final TspError NOBODY =
      new TspError(
          ErrorType.AUTH,
          GeotabAdapter.NAME + " was not called: nobody has signed in yet",
          false,
          null);

  private final TspHttp http;

  GeotabApi(TspHttp http) {
    this.http = http;
  }

  /** A method and its parameters, without the session. */
  record Call(String method, Map<String, ? extends @Nullable Object> params) {
    static Call add(String type, Map<String, @Nullable Object> entity) {
      return new Call("Add", parameters(type, "entity", entity));
    }

    static Call get(String type, Map<String, @Nullable Object> search, int limit) {
      var params = parameters(type, "search", search);
      params.put("resultsLimit", limit);
      return new Call("Get", params);
    }

    private static Map<String, @Nullable Object> parameters(
        String type, String name, Map<String, @Nullable Object> value) {
      var params = new LinkedHashMap<String, @Nullable Object>();
      params.put("typeName", type);
      params.put(name, value);
      return params;
    }
  }

  /** The request as it is shown, to the address in the settings. */
  static TspRequest shown(Settings settings, Call call) {
    var text = text(call, session(MASK, MASK, MASK));
    return request(GeotabSettings.base(settings, null), text, text);
  }

  Exchange write(Call call, TspAccess tsp) {
    var login = GeotabCredentials.login(tsp.credentials());
    return login == null ? nobody() : http.write(signed(call, tsp), login, tsp.timeout());
  }

  Exchange read(Call call, TspAccess tsp) {
    var login = GeotabCredentials.login(tsp.credentials());
    return login == null ? nobody() : http.read(signed(call, tsp), login, tsp.timeout());
  }

  /** Signs in at the address in the settings. */
  Exchange authenticate(TspAccess tsp) {
    var credentials = tsp.credentials();
    var params = new LinkedHashMap<String, @Nullable Object>();
    params.put("database", credentials.get(GeotabCredentials.DATABASE));
    params.put("userName", credentials.get(GeotabCredentials.USER_NAME));
    params.put("password", credentials.get(GeotabCredentials.PASSWORD));
    var body = TspJson.write(rpc("Authenticate", params));
    var request = request(GeotabSettings.base(tsp.settings(), null), body, "");
    var login = new Login(Map.of(), GeotabCredentials.secrets(credentials));
    return http.read(request, login, tsp.timeout());
  }

  private static TspRequest signed(Call call, TspAccess tsp) {
    Credentials credentials = tsp.credentials();
    var session =
        session(
            credentials.get(GeotabCredentials.DATABASE),
            credentials.get(GeotabCredentials.USER_NAME),
            GeotabCredentials.sessionId(credentials));
    var host = GeotabCredentials.host(credentials);
    var own = host == null || !GeotabSettings.follows(tsp.settings(), host) ? null : host;
    return request(
        GeotabSettings.base(tsp.settings(), own),
        text(call, session),
        text(call, session(MASK, MASK, MASK)));
  }

  private static TspRequest request(String base, String body, String shown) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    return new TspRequest("POST", base + "/apiv1", headers, List.of(), body, shown);
  }

  private static String text(Call call, Map<String, @Nullable Object> session) {
    var params = new LinkedHashMap<String, @Nullable Object>(call.params());
    params.put("credentials", session);
    return TspJson.write(rpc(call.method(), params));
  }

  private static Map<String, @Nullable Object> rpc(
      String method, Map<String, @Nullable Object> params) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("method", method);
    body.put("params", params);
    return body;
  }

  private static Map<String, @Nullable Object> session(
      @Nullable String database, @Nullable String user, @Nullable String id) {
    var session = new LinkedHashMap<String, @Nullable Object>();
    session.put("database", database);
    session.put("userName", user);
    session.put("sessionId", id);
    return session;
  }

  private static Exchange nobody() {
    return new Exchange.Failed(
        Outcome.rejected(NOBODY, new Retry.NewCredentials()), NOBODY, null, null);
  }
}
