package dev.gladhand.tsp.samsara;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls to Samsara's API as a connection makes them. */
final class SamsaraApi {
  static final List<String> SECRET_HEADERS = List.of("Authorization");

  /** A page of 512 records is far below it. */
  private static final int MAX_PAGE = 8 * 1024 * 1024;

  private final TspHttp http;

  SamsaraApi(TspHttp http) {
    this.http = http;
  }

  static TspRequest get(Settings settings, String pathAndQuery) {
    return new TspRequest(
        "GET",
        SamsaraSettings.base(settings) + pathAndQuery,
        Map.of("Accept", "application/json"),
        SECRET_HEADERS,
        null,
        null);
  }

  static TspRequest send(
      String method,
      Settings settings,
      String pathAndQuery,
      Map<String, ? extends @Nullable Object> body) {
    var text = TspJson.write(body);
    return send(method, settings, pathAndQuery, text, text);
  }

  static TspRequest send(
      String method, Settings settings, String pathAndQuery, String body, String shown) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    return new TspRequest(
        method,
        SamsaraSettings.base(settings) + pathAndQuery,
        headers,
        SECRET_HEADERS,
        body,
        shown);
  }

  /** A part of a path, or a value of a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Exchange write(TspRequest request, TspAccess tsp) {
    return call(tsp, login -> http.write(request, login, tsp.timeout()));
  }

  /** A write whose body holds a secret that is not among the credentials. */
  Exchange write(TspRequest request, TspAccess tsp, String secret) {
    return call(tsp, login -> http.write(request, login.hiding(secret), tsp.timeout()));
  }

  Exchange read(TspRequest request, TspAccess tsp) {
    return call(tsp, login -> http.read(request, login, tsp.timeout()));
  }

  Exchange readPage(TspRequest request, TspAccess tsp) {
    return call(tsp, login -> http.read(request, login, tsp.timeout(), MAX_PAGE));
  }

  /** The one call that is made without a token. */
  Exchange oauth(TspRequest request, Login login, Duration timeout) {
    return http.read(request, login, timeout);
  }

  private interface Caller {
    Exchange call(Login login);
  }

  private static Exchange call(TspAccess tsp, Caller caller) {
    var login = SamsaraCredentials.login(tsp.credentials());
    if (login != null) {
      return caller.call(login);
    }
    var error =
        new TspError(
            ErrorType.AUTH, "Samsara was not called: there is no access token yet", false, null);
    return new Exchange.Failed(
        Outcome.rejected(error, new Retry.NewCredentials()), error, null, null);
  }
}
