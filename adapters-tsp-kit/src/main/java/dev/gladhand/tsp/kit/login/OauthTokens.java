package dev.gladhand.tsp.kit.login;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.signin.Connects;
import dev.gladhand.domain.signin.Connects.Obtained;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The steps of OAuth 2 that are alike at all TSPs: making the address of a sign-in, the exchange of
 * a code for tokens, and the exchange of a refresh token. Thread-safe.
 *
 * @param clientInBody whether the client's id and secret are sent in the form; otherwise they are
 *     sent with HTTP Basic
 */
record OauthTokens(TspHttp http, boolean clientInBody) {
  private static final Duration UNLESS_TOLD = Duration.ofMinutes(30);
  private static final List<String> HEADERS = List.of("Authorization");

  /** The id and secret with which the gateway identifies itself at the TSP's token endpoint. */
  record Client(String id, String secret) {
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  /**
   * The URL to which a browser is sent so that a fleet signs in.
   *
   * @param usual the URL of the TSP's sign-in page, used if the operator has named none
   * @param scopes the scopes to ask for if the operator has named none; empty to ask for none
   */
  static URI signIn(String usual, OauthApp app, List<String> scopes, Connects.SignIn asked) {
    var endpoint = app.authorizeUrl() == null ? usual : app.authorizeUrl().toString();
    var query = new StringJoiner("&", endpoint.indexOf('?') < 0 ? "?" : "&", "");
    query.add("response_type=code");
    query.add("client_id=" + TspApi.encode(app.clientId()));
    query.add("redirect_uri=" + TspApi.encode(asked.redirectUri().toString()));
    query.add("state=" + TspApi.encode(asked.state()));
    var wanted = app.scopes().isEmpty() ? scopes : app.scopes();
    if (!wanted.isEmpty()) {
      query.add("scope=" + TspApi.encode(String.join(" ", wanted)));
    }
    if (asked.challenge() != null) {
      query.add("code_challenge=" + asked.challenge()).add("code_challenge_method=S256");
    }
    return URI.create(endpoint + query);
  }

  /**
   * Exchanges a code for tokens.
   *
   * @param usual the TSP's token endpoint, used if the operator has named none
   */
  Obtained exchange(String usual, OauthApp app, Connects.Exchange asked) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", asked.code());
    form.put("redirect_uri", asked.redirectUri().toString());
    if (asked.verifier() != null) {
      form.put("code_verifier", asked.verifier());
    }
    var client = new Client(app.clientId(), app.clientSecret());
    var secrets = new ArrayList<>(List.of(asked.code()));
    if (asked.verifier() != null) {
      secrets.add(asked.verifier());
    }
    var url = tokenUrl(usual, app);
    return switch (post(url, client, form, Secrets.NONE.and(secrets), asked.timeout())) {
      case Exchange.Failed failed ->
          new Obtained.Failed(
              failed.error(), FailedRead.renewal(failed) instanceof Renewal.Refused);
      case Exchange.Answered answered -> {
        var tokens = tokens(answered, Fields.NONE, asked.now());
        yield tokens != null && tokens.get(OauthCredentials.REFRESH_TOKEN) != null
            ? new Obtained.Tokens(new Credentials(tokens))
            : new Obtained.Failed(
                answered.error(ErrorType.TSP, "the answer holds no tokens", false), false);
      }
    };
  }

  /**
   * The URL of the token endpoint: the one that the operator has named for the application,
   * otherwise the usual one.
   */
  static String tokenUrl(String usual, @Nullable OauthApp app) {
    return app == null || app.tokenUrl() == null ? usual : app.tokenUrl().toString();
  }

  /**
   * Renews an access token with the refresh token in the credentials; the answer may contain a new
   * refresh token.
   *
   * @param secrets the secrets in the credentials
   */
  Renewal renew(
      String url,
      Client client,
      Credentials credentials,
      Secrets secrets,
      Duration timeout,
      Instant now) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", String.valueOf(credentials.get(OauthCredentials.REFRESH_TOKEN)));
    return switch (post(url, client, form, secrets, timeout)) {
      case Exchange.Failed failed -> FailedRead.renewal(failed);
      case Exchange.Answered answered -> {
        var tokens = tokens(answered, credentials.fields(), now);
        yield tokens == null
            ? new Renewal.TryLater(
                answered.error(ErrorType.TSP, "the answer holds no access token", false))
            : new Renewal.Renewed(new Credentials(tokens));
      }
    };
  }

  private Exchange post(
      String url, Client client, Map<String, String> form, Secrets secrets, Duration timeout) {
    var fields = new LinkedHashMap<>(form);
    var headers = Map.<String, String>of();
    if (clientInBody) {
      fields.put("client_id", client.id());
      fields.put("client_secret", client.secret());
    } else {
      headers = Map.of("Authorization", Login.basic(client.id() + ":" + client.secret()));
    }
    var request =
        new TspRequest(
            "POST",
            url,
            Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
            clientInBody ? List.of() : HEADERS,
            TspApi.form(fields),
            null);
    return http.read(request, new Login(headers, secrets.and(List.of(client.secret()))), timeout);
  }

  /**
   * The credentials {@code before}, with the tokens of an answer in place of the old ones; null if
   * the answer contains no access token.
   */
  private @Nullable Fields tokens(Exchange.Answered answered, Fields before, Instant now) {
    var json = answered.json();
    var fresh = token(TspJson.string(json, "access_token"));
    if (fresh == null) {
      return null;
    }
    var fields =
        before
            .with(OauthCredentials.ACCESS_TOKEN, fresh)
            .with(
                OauthCredentials.EXPIRES_AT,
                now.plus(life(answered)).truncatedTo(ChronoUnit.MICROS));
    var next = token(TspJson.string(json, "refresh_token"));
    return next == null ? fields : fields.with(OauthCredentials.REFRESH_TOKEN, next);
  }

  private static Duration life(Exchange.Answered answered) {
    var seconds = TspJson.string(answered.json(), "expires_in");
    return seconds != null && seconds.matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : UNLESS_TOLD;
  }

  private static @Nullable String token(@Nullable String text) {
    return text == null || !text.matches("[\\x21-\\x7e]{1,8000}") ? null : text;
  }
}
