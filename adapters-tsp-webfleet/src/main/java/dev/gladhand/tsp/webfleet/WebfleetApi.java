package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests by {@code POST /extern} with a form that contains an action and its parameters.
 * The account and the API key are parameters too; until the request is sent, it contains masks in
 * their place.
 */
final class WebfleetApi {
  private static final String LOGIN =
      "account=" + CredentialsSchema.MASK + "&apikey=" + CredentialsSchema.MASK + "&";
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");
  private static final String EMPTY = "63,";

  private WebfleetApi() {}

  static TspApi of(TspHttp http) {
    var base = Addresses.at(WebfleetSettings.HOST, "");
    return new TspApi(http, base, WebfleetCredentials.LOGINS, "there are no credentials")
        .oneAtATime()
        .signing(WebfleetApi::signed);
  }

  /**
   * A request for an action. It contains masks, which the account and the API key replace when the
   * request is sent.
   */
  static TspRequest request(
      TspApi api, Settings settings, String action, Map<String, ?> parameters) {
    var all = new LinkedHashMap<String, Object>();
    all.put("action", action);
    all.put("lang", "en");
    all.put("outputformat", "json");
    all.put("useUTF8", "true");
    all.put("useISO8601", "true");
    all.putAll(parameters);
    var form = LOGIN + TspApi.form(all);
    return api.send("POST", settings, "/extern", form, form, FORM);
  }

  /**
   * The outcome of a write. Webfleet's answer to a successful write is empty, so the id of a
   * created record is not known. If the answer says that a report is empty, it is unknown whether
   * the write was applied.
   */
  static Outcome written(Exchange.Answered answered) {
    return isEmptyReport(answered)
        ? Outcome.rejected(
            answered.error(ErrorType.TSP, answered.words(), true), new Retry.Backoff())
        : Outcome.accepted();
  }

  private static TspRequest signed(TspRequest request, TspAccess tsp) {
    var account = String.valueOf(tsp.credentials().get(WebfleetCredentials.ACCOUNT));
    var key = String.valueOf(tsp.credentials().get(WebfleetCredentials.API_KEY));
    var form = Objects.requireNonNull(request.body()).substring(LOGIN.length());
    var login = "account=" + TspApi.encode(account) + "&apikey=" + TspApi.encode(key) + "&";
    return request.carrying(login + form);
  }

  /**
   * The rows of a report; empty if Webfleet says that there are none, null if the answer cannot be
   * read.
   */
  static @Nullable List<TspJson> rows(Exchange.Answered answered) {
    return isEmptyReport(answered) ? List.of() : TspJson.items(answered.json());
  }

  /**
   * Whether the answer is "63,document is empty", which Webfleet sends as text even if JSON was
   * requested.
   */
  static boolean isEmptyReport(Exchange.Answered answered) {
    return answered.whole() && answered.text().startsWith(EMPTY);
  }
}
