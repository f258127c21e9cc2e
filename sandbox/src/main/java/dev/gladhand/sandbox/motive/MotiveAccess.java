package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.AuthorizePage;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.OauthTokens;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Checks the API keys and OAuth 2 access tokens of requests, and issues tokens; each refresh token
 * works once.
 */
final class MotiveAccess {
  private static final String CLIENT = "motive-sandbox-client";
  private static final String SECRET = "motive-sandbox-secret";
  private static final int LIFE = 7200;
  private static final Set<String> DEFAULT_KEYS = Set.of("motive-sandbox-key");

  private final AuthorizePage page = new AuthorizePage("Motive", "/oauth/authorize");
  private final OauthTokens tokens;
  private volatile Set<String> keys = DEFAULT_KEYS;

  MotiveAccess(InstantSource clock) {
    tokens = new OauthTokens("Motive", page, clock, List.of());
  }

  Set<String> keys() {
    return keys;
  }

  void keys(Set<String> accepted) {
    keys = accepted;
  }

  void reset() {
    keys = DEFAULT_KEYS;
    tokens.reset();
  }

  /** Invalidates every access token; refresh tokens stay valid. */
  void expireAccessTokens() {
    tokens.expireAccessTokens();
  }

  /** Whether a request has valid credentials. */
  boolean letsIn(Request request) {
    String key = request.header("X-Api-Key");
    String login = request.header("Authorization");
    if (key != null) {
      return keys.contains(key);
    }
    return login != null
        && login.startsWith("Bearer ")
        && tokens.isFresh(login.substring("Bearer ".length()));
  }

  Answer authorize(Call call) {
    return page.show(call.request(), CLIENT);
  }

  Answer decide(Call call) {
    return page.decide(call.request());
  }

  Answer token(Call call) {
    Request request = call.request();
    if (!CLIENT.equals(request.form("client_id"))
        || !SECRET.equals(request.form("client_secret"))) {
      return Answer.json(401, Json.obj("error", "invalid_client"));
    }
    OauthTokens.Pair issued = tokens.grant(request, LIFE);
    return issued == null
        ? Answer.json(400, Json.obj("error", "invalid_grant"))
        : Answer.json(
            200,
            Json.obj(
                "access_token",
                issued.access(),
                "refresh_token",
                issued.refresh(),
                "expires_in",
                LIFE,
                "token_type",
                "Bearer"));
  }
}
