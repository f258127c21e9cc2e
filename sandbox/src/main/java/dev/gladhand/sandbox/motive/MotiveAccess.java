package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.AuthorizePage;
import dev.gladhand.sandbox.provider.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Checks API keys and OAuth 2 tokens; each refresh token works once. */
final class MotiveAccess {
  private static final String CLIENT = "motive-sandbox-client";
  private static final String SECRET = "motive-sandbox-secret";
  private static final int LIFE = 7200;
  private static final Set<String> DEFAULT_KEYS = Set.of("motive-sandbox-key");

  private final InstantSource clock;
  private final AuthorizePage page = new AuthorizePage("Motive", "/oauth/authorize");
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Instant> accessTokens = new HashMap<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private volatile Set<String> keys = DEFAULT_KEYS;

  MotiveAccess(InstantSource clock) {
    this.clock = clock;
  }

  Set<String> keys() {
    return keys;
  }

  void keys(Set<String> accepted) {
    keys = Set.copyOf(accepted);
  }

  synchronized void reset() {
    keys = DEFAULT_KEYS;
    page.reset();
    accessTokens.clear();
    refreshTokens.clear();
  }

  /** Invalidates every access token; refresh tokens stay valid. */
  synchronized void expireAccessTokens() {
    accessTokens.clear();
  }

  /** Whether a request has valid credentials. */
  synchronized boolean letsIn(Request request) {
    String key = request.header("X-Api-Key");
    String login = request.header("Authorization");
    if (key != null) {
      return keys.contains(key);
    }
    if (login == null || !login.startsWith("Bearer ")) {
      return false;
    }
    Instant until = accessTokens.get(login.substring("Bearer ".length()));
    return until != null && clock.instant().isBefore(until);
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
    String type = String.valueOf(request.form("grant_type"));
    synchronized (this) {
      boolean granted =
          switch (type) {
            case "authorization_code" ->
                page.take(request.form("code"), request.form("redirect_uri"));
            case "refresh_token" -> refreshTokens.remove(request.form("refresh_token"));
            default -> false;
          };
      if (!granted) {
        return Answer.json(400, Json.obj("error", "invalid_grant"));
      }
      long number = numbers.incrementAndGet();
      String access = "motive-access-" + number;
      String refresh = "motive-refresh-" + number;
      accessTokens.put(access, clock.instant().plusSeconds(LIFE));
      refreshTokens.add(refresh);
      return Answer.json(
          200,
          Json.obj(
              "access_token", access,
              "refresh_token", refresh,
              "expires_in", LIFE,
              "token_type", "Bearer"));
    }
  }
}
