package dev.gladhand.http.token;

import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.application.partner.Client;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.auth.AuthSettings;
import dev.gladhand.http.auth.TokenMaker;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.token.jwt.endpoints.JwkProvider;
import io.micronaut.security.token.jwt.endpoints.KeysController;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The embedded issuer: it issues tokens to clients that know their secret, and publishes the keys
 * that verify its tokens.
 */
@Api("/")
@Replaces(KeysController.class)
final class TokenController {
  private static final int LONGEST_FORM = 16 * 1024;

  private final AuthSettings settings;
  private final CheckSecret secrets;
  private final JwkProvider keys;
  private final TokenMaker tokens;
  private final Audit audit;

  TokenController(
      AuthSettings settings,
      CheckSecret secrets,
      JwkProvider keys,
      TokenMaker tokens,
      Audit audit) {
    this.audit = audit;
    this.settings = settings;
    this.secrets = secrets;
    this.keys = keys;
    this.tokens = tokens;
  }

  @Post("/oauth2/token")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Takes(value = MediaType.APPLICATION_FORM_URLENCODED, most = LONGEST_FORM)
  HttpResponse<?> token(Call call) {
    settings.requireEmbedded();
    TokenRequest request;
    try {
      request = TokenRequest.of(call);
    } catch (Halt malformed) {
      return error(
          400, "invalid_request", "the form is malformed, or a field is given more than once");
    }
    return switch (request.grantType()) {
      case null -> error(400, "invalid_request", "grant_type is missing");
      case "client_credentials" -> answer(request, call);
      default -> error(400, "unsupported_grant_type", "grant_type must be client_credentials");
    };
  }

  @Get("/.well-known/jwks.json")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> keys(Call call) {
    settings.requireEmbedded();
    return Replies.ok(new JWKSet(keys.retrieveJsonWebKeys()).toJSONObject())
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
  }

  private MutableHttpResponse<byte[]> answer(TokenRequest request, Call call) {
    var id = request.id();
    var secret = request.secret();
    if (id == null || secret == null) {
      return invalidClient();
    }
    var spellings =
        request.basic() ? List.of(secret, TokenRequest.decoded(secret)) : List.of(secret);
    return switch (secrets.check(id, spellings, call.address())) {
      case CheckSecret.Result.Right(var client) -> token(client, request);
      case CheckSecret.Result.Wrong(var named) -> {
        if (named != null) {
          note(named, call);
        }
        yield invalidClient();
      }
      case CheckSecret.Result.TooMany(var wait) ->
          unstored(
              Replies.refusal(
                  new Refusal.TooMany("too many token requests with a wrong secret", wait)));
    };
  }

  private MutableHttpResponse<byte[]> token(Client client, TokenRequest request) {
    var allowed = client.scopes();
    if (!allowed.containsAll(request.scopes())) {
      return error(400, "invalid_scope", "the client does not have all of the requested scopes");
    }
    var scopes = new TreeSet<>(request.scopes().isEmpty() ? allowed : request.scopes());
    var body = new LinkedHashMap<String, Object>();
    body.put("access_token", tokens.make(client, scopes));
    body.put("token_type", "Bearer");
    body.put("expires_in", TokenMaker.LIFE.toSeconds());
    body.put("scope", String.join(" ", scopes));
    return unstored(Replies.ok(body));
  }

  private void note(Client client, Call call) {
    var actor = new Actor(Actor.Kind.CLIENT, client.id(), call.requestId(), call.address());
    Acting.as(
        actor,
        () -> {
          audit.note(AuditEntry.refused(AuditAction.TOKEN_REFUSED, client.id(), client.partner()));
          return true;
        });
  }

  private static MutableHttpResponse<byte[]> invalidClient() {
    return error(401, "invalid_client", "the client is unknown, or the secret is wrong")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"gladhand\"");
  }

  private static MutableHttpResponse<byte[]> error(int status, String error, String why) {
    return unstored(Replies.json(status, Map.of("error", error, "error_description", why)));
  }

  private static MutableHttpResponse<byte[]> unstored(MutableHttpResponse<byte[]> response) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.PRAGMA, "no-cache");
  }
}
