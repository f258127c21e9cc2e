package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.AuthorizePage;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.OauthTokens;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the API tokens and OAuth 2 access tokens of requests, and issues OAuth tokens; each
 * refresh token works once.
 */
final class SamsaraAccess {
  static final String FIRST_REFRESH_TOKEN = "samsara-sandbox-refresh-token";

  private final AuthorizePage page = new AuthorizePage("Samsara", "/oauth2/authorize");
  private final OauthTokens tokens;
  private volatile SamsaraSettings settings = SamsaraSettings.defaults();

  SamsaraAccess(InstantSource clock) {
    tokens = new OauthTokens("Samsara", page, clock, List.of(FIRST_REFRESH_TOKEN));
  }

  SamsaraSettings settings() {
    return settings;
  }

  void settings(SamsaraSettings changed) {
    settings = changed;
  }

  void reset() {
    settings = SamsaraSettings.defaults();
    tokens.reset();
  }

  /** Invalidates every access token that OAuth has issued; refresh tokens stay valid. */
  void expireAccessTokens() {
    tokens.expireAccessTokens();
  }

  /** The answer that refuses the request; null if the request is allowed. */
  @Nullable Answer refusal(Request request) {
    String token = bearer(request);
    SamsaraSettings now = settings;
    if (token == null) {
      return SamsaraErrors.answer(request, 401, "Missing token.");
    }
    boolean write = !request.method().equals("GET");
    if (now.readOnlyTokens().contains(token)) {
      return write
          ? SamsaraErrors.answer(request, 403, "Token does not have the required scope.")
          : null;
    }
    if (now.tokens().contains(token)
        || now.tagScopedTokens().contains(token)
        || tokens.isFresh(token)) {
      return null;
    }
    return SamsaraErrors.answer(request, 401, "Invalid token.");
  }

  /** Refuses a write whose body has no tags, if the token of the request is scoped by tags. */
  void requireTags(Request request, Json.Obj body) {
    String token = bearer(request);
    if (token != null
        && settings.tagScopedTokens().contains(token)
        && body.items("tagIds").isEmpty()) {
      throw SamsaraErrors.invalid(request, "tagIds: is required");
    }
  }

  Answer authorize(Call call) {
    return page.show(call.request(), settings.oauthClientId());
  }

  Answer decide(Call call) {
    return page.decide(call.request());
  }

  Answer token(Call call) {
    Request request = call.request();
    if (!isClient(request.header("Authorization"))) {
      return Answer.json(401, Json.obj("error", "invalid_client"));
    }
    String type = request.header("Content-Type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      return Answer.json(415, Json.obj("error", "invalid_request"));
    }
    String grant = String.valueOf(request.form("grant_type"));
    if (!grant.equals("refresh_token") && !grant.equals("authorization_code")) {
      return Answer.json(400, Json.obj("error", "unsupported_grant_type"));
    }
    int life = settings.oauthExpiresIn();
    OauthTokens.Pair issued = tokens.grant(request, life);
    return issued == null
        ? Answer.json(
            400, Json.obj("error", "invalid_grant", "error_description", "Token was used."))
        : Answer.json(
                200,
                Json.obj(
                    "access_token",
                    issued.access(),
                    "refresh_token",
                    issued.refresh(),
                    "expires_in",
                    life,
                    "scope",
                    "admin:write admin:read",
                    "token_type",
                    "bearer"))
            .with("Cache-Control", "no-store");
  }

  private boolean isClient(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    SamsaraSettings now = settings;
    String expected = now.oauthClientId() + ":" + now.oauthClientSecret();
    return authorization
        .substring(6)
        .strip()
        .equals(Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable String bearer(Request request) {
    String authorization = request.header("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : null;
  }
}
