package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspError;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.TspHttp;
import dev.gladhand.tsp.kit.TspJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls to Motive's API as a connection makes them. */
final class MotiveApi {
  private static final List<String> SECRET_HEADERS = List.of(MotiveCredentials.HEADER);

  /** A page of 100 records is far below it. */
  private static final int MAX_PAGE = 4 * 1024 * 1024;

  private final TspHttp http;

  MotiveApi(TspHttp http) {
    this.http = http;
  }

  static TspRequest get(Settings settings, String pathAndQuery) {
    return get(settings, pathAndQuery, Map.of());
  }

  static TspRequest get(Settings settings, String pathAndQuery, Map<String, String> more) {
    var headers = new LinkedHashMap<>(more);
    headers.put("Accept", "application/json");
    return new TspRequest(
        "GET", MotiveSettings.base(settings) + pathAndQuery, headers, SECRET_HEADERS, null, null);
  }

  static TspRequest send(
      String method,
      Settings settings,
      String pathAndQuery,
      Map<String, ? extends @Nullable Object> body) {
    return send(method, settings, pathAndQuery, body, "", null);
  }

  /** With one more header, unless its value is null. */
  static TspRequest send(
      String method,
      Settings settings,
      String pathAndQuery,
      Map<String, ? extends @Nullable Object> body,
      String header,
      @Nullable String value) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    if (value != null) {
      headers.put(header, value);
    }
    var url = MotiveSettings.base(settings) + pathAndQuery;
    var text = TspJson.write(body);
    return new TspRequest(method, url, headers, SECRET_HEADERS, text, text);
  }

  /** A part of a path, or a value of a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Exchange write(TspRequest request, TspAccess tsp) {
    var login = MotiveCredentials.login(tsp.credentials());
    return login == null ? nobody() : http.write(request, login, tsp.timeout());
  }

  Exchange read(TspRequest request, TspAccess tsp) {
    var login = MotiveCredentials.login(tsp.credentials());
    return login == null ? nobody() : http.read(request, login, tsp.timeout());
  }

  Exchange readPage(TspRequest request, TspAccess tsp) {
    var login = MotiveCredentials.login(tsp.credentials());
    return login == null ? nobody() : http.read(request, login, tsp.timeout(), MAX_PAGE);
  }

  private static Exchange nobody() {
    var error =
        new TspError(
            ErrorType.AUTH, "Motive was not called: there are no credentials", false, null);
    return new Exchange.Failed(
        Outcome.rejected(error, new Retry.NewCredentials()), error, null, null);
  }
}
