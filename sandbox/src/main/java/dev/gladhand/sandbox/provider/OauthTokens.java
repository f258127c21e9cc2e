package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks the OAuth 2 tokens of a simulated provider; each code and each refresh token
 * works once. Thread-safe.
 */
public final class OauthTokens {
  private final String prefix;
  private final AuthorizePage page;
  private final InstantSource clock;
  private final List<String> firstRefreshTokens;
  private final Map<String, Instant> accessTokens = new HashMap<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private long issued;

  /** An access token, and the refresh token with which the next pair is obtained. */
  public record Pair(String access, String refresh) {}

  /**
   * @param page the page that issues the codes
   * @param firstRefreshTokens refresh tokens that are valid from the beginning
   */
  public OauthTokens(
      String provider, AuthorizePage page, InstantSource clock, List<String> firstRefreshTokens) {
    this.prefix = provider.toLowerCase(Locale.ROOT);
    this.page = page;
    this.clock = clock;
    this.firstRefreshTokens = firstRefreshTokens;
    refreshTokens.addAll(firstRefreshTokens);
  }

  /**
   * Issues tokens for the authorization code or the refresh token in the form of a request; the
   * access token is valid for {@code seconds}. Null if the code or refresh token is not valid.
   */
  public synchronized @Nullable Pair grant(Request request, int seconds) {
    boolean granted =
        switch (String.valueOf(request.form("grant_type"))) {
          case "authorization_code" ->
              page.take(request.form("code"), request.form("redirect_uri"));
          case "refresh_token" -> refreshTokens.remove(request.form("refresh_token"));
          default -> false;
        };
    if (!granted) {
      return null;
    }
    long number = ++issued;
    var pair = new Pair(prefix + "-access-" + number, prefix + "-refresh-" + number);
    accessTokens.put(pair.access(), clock.instant().plusSeconds(seconds));
    refreshTokens.add(pair.refresh());
    return pair;
  }

  public synchronized boolean isFresh(String accessToken) {
    Instant until = accessTokens.get(accessToken);
    return until != null && clock.instant().isBefore(until);
  }

  /** Invalidates every access token; refresh tokens stay valid. */
  public synchronized void expireAccessTokens() {
    accessTokens.clear();
  }

  public synchronized void reset() {
    page.reset();
    accessTokens.clear();
    refreshTokens.clear();
    refreshTokens.addAll(firstRefreshTokens);
  }
}
