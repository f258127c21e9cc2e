package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests to a TSP's JSON API with the address of a connection, and sends them with its
 * credentials. Each method makes at most one call and stores nothing. Thread-safe.
 */
public final class TspApi implements WriteCalls {
  /**
   * The largest answer to {@link #readPage} in bytes, far more than a page of several hundred
   * records.
   */
  private static final int MAX_PAGE = 8 * 1024 * 1024;

  private final TspHttp http;
  private final Function<Settings, String> base;
  private final Logins logins;
  private final String missing;
  private final Map<String, String> always;
  private final Turns turns;
  private final Signer signer;

  /** Makes a login from credentials; null if they do not suffice for a call yet. */
  public interface Logins {
    @Nullable Login of(Credentials credentials);

    /** The names of the headers of a login. A dry run shows these names, without the values. */
    default List<String> headers() {
      return List.of();
    }
  }

  /** Puts secrets that are not headers into a request, just before it is sent. */
  public interface Signer {
    TspRequest signed(TspRequest request, TspAccess tsp);
  }

  /**
   * @param base gives the base URL of a connection's calls, without a slash at the end
   * @param missing the error text if the credentials do not suffice for a login, such as {@code
   *     there are no credentials}
   */
  public TspApi(TspHttp http, Function<Settings, String> base, Logins logins, String missing) {
    this(
        http,
        base,
        logins,
        missing,
        Map.of("Accept", "application/json"),
        Turns.NONE,
        (request, _) -> request);
  }

  private TspApi(
      TspHttp http,
      Function<Settings, String> base,
      Logins logins,
      String missing,
      Map<String, String> always,
      Turns turns,
      Signer signer) {
    this.http = http;
    this.base = base;
    this.logins = logins;
    this.missing = missing;
    this.always = always;
    this.turns = turns;
    this.signer = signer;
  }

  /** The same API, with this header in every request, such as the version of the API. */
  public TspApi always(String header, String value) {
    var more = new LinkedHashMap<>(always);
    more.put(header, value);
    return new TspApi(http, base, logins, missing, more, turns, signer);
  }

  /**
   * The same API for a TSP that accepts one call of a login at a time; a call waits until this
   * node's earlier calls with the same login have ended.
   */
  public TspApi oneAtATime() {
    return new TspApi(http, base, logins, missing, always, new Turns.OneAtATime(), signer);
  }

  /**
   * The same API for a TSP that takes secrets in the body. The signer puts them in just before a
   * request is sent; a dry run shows masks in their place.
   */
  public TspApi signing(Signer how) {
    return new TspApi(http, base, logins, missing, always, turns, how);
  }

  @Override
  public String tsp() {
    return http.tsp();
  }

  public TspRequest get(Settings settings, String pathAndQuery) {
    return get(settings, pathAndQuery, Map.of());
  }

  /** A GET request with further headers. */
  public TspRequest get(Settings settings, String pathAndQuery, Map<String, String> more) {
    var headers = new LinkedHashMap<>(more);
    headers.putAll(always);
    return new TspRequest(
        "GET", base.apply(settings) + pathAndQuery, headers, logins.headers(), null, null);
  }

  public TspRequest send(
      String method,
      Settings settings,
      String pathAndQuery,
      Map<String, ? extends @Nullable Object> body) {
    var text = TspJson.write(body);
    return send(method, settings, pathAndQuery, text, text, Map.of());
  }

  /**
   * A request with a body and further headers.
   *
   * @param body the body as JSON
   * @param shown the body as a dry run shows it, without secrets
   */
  public TspRequest send(
      String method,
      Settings settings,
      String pathAndQuery,
      String body,
      String shown,
      Map<String, String> more) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.putAll(always);
    headers.putAll(more);
    return new TspRequest(
        method, base.apply(settings) + pathAndQuery, headers, logins.headers(), body, shown);
  }

  /** The body of an HTML form ({@code application/x-www-form-urlencoded}) with these values. */
  public static String form(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(one -> one.getKey() + "=" + encode(String.valueOf(one.getValue())))
        .collect(Collectors.joining("&"));
  }

  /** Percent-encodes a part of a path, or a value of a query or a form. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public Exchange write(TspRequest request, TspAccess tsp) {
    return call(tsp, (login, timeout) -> write(request, tsp, login, timeout));
  }

  private Exchange write(TspRequest request, TspAccess tsp, Login login, Duration timeout) {
    return http.write(signer.signed(request, tsp), login, timeout, tsp.sending());
  }

  /**
   * Makes a write whose body holds a secret that is not one of the credentials; the secret is
   * masked in the texts about the call.
   */
  public Exchange write(TspRequest request, TspAccess tsp, String secret) {
    return call(tsp, (login, timeout) -> write(request, tsp, login.hiding(secret), timeout));
  }

  public Exchange read(TspRequest request, TspAccess tsp) {
    return call(tsp, (login, timeout) -> http.read(signer.signed(request, tsp), login, timeout));
  }

  /** Makes a read whose answer may be a page of several hundred records. */
  public Exchange readPage(TspRequest request, TspAccess tsp) {
    return call(
        tsp, (login, timeout) -> http.read(signer.signed(request, tsp), login, timeout, MAX_PAGE));
  }

  /**
   * Makes a call that changes nothing and shows whether address and credentials work.
   *
   * @param expected whether an answer has the form that this TSP gives it
   * @param what a name for the expected answer, such as {@code a list of users}
   */
  public Outcome test(
      TspRequest request, TspAccess tsp, Predicate<Exchange.Answered> expected, String what) {
    return switch (read(request, tsp)) {
      case Exchange.Failed failed -> failed.outcome();
      case Exchange.Answered answered when expected.test(answered) -> Outcome.accepted();
      case Exchange.Answered answered ->
          Outcome.rejected(
              answered.error(
                  ErrorType.TSP, "the answer is not " + what + ": check the base URL", false),
              new Retry.Never());
    };
  }

  private interface Call {
    Exchange make(Login login, Duration timeout);
  }

  private Exchange call(TspAccess tsp, Call call) {
    var login = logins.of(tsp.credentials());
    return login == null
        ? NotCalled.unsigned(http.tsp(), missing)
        : turns.take(
            login, tsp.timeout(), left -> left.isPositive() ? call.make(login, left) : http.busy());
  }
}
