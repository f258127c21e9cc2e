package dev.gladhand.http.key;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.auth.AuthSettings;
import dev.gladhand.http.auth.SigningKeys;
import dev.gladhand.http.auth.StoredKeys;
import dev.gladhand.http.auth.TokenMaker;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rotates the keys that sign tokens, for the operator. */
@Api("/v2/admin/signing-keys")
final class SigningKeyController {
  private static final int MOST = 16;

  private final AuthSettings settings;
  private final SigningKeys keys;
  private final Audit audit;

  SigningKeyController(AuthSettings settings, SigningKeys keys, Audit audit) {
    this.settings = settings;
    this.keys = keys;
    this.audit = audit;
  }

  @Post("/rotate")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> rotate(Call call) {
    settings.requireEmbedded();
    return Replies.of(rotated(), stored -> Replies.ok(json(stored)));
  }

  private Answer<StoredKeys> rotated() {
    if (keys.retrieveJsonWebKeys().size() >= MOST) {
      return Answer.refused(
          new Refusal.Conflict(
              "tokens of "
                  + MOST
                  + " keys may still be valid: rotate again when the oldest"
                  + " key has been deleted",
              Duration.ofMinutes(1)));
    }
    var stored =
        audit.record(
            () -> keys.rotate(TokenMaker.LIFE),
            rotated ->
                List.of(
                    AuditEntry.done(
                        AuditAction.SIGNING_KEY_ROTATED,
                        rotated.signing().getKeyID(),
                        null,
                        "keys")));
    return StoreUnavailable.afterCommit(
        () -> {
          keys.look();
          return Answer.ok(stored);
        });
  }

  private static Map<String, Object> json(StoredKeys stored) {
    return Map.of(
        "current",
        stored.signing().getKeyID(),
        "keys",
        stored.keys().stream()
            .map(
                key -> {
                  var end = StoredKeys.end(key);
                  var json = new LinkedHashMap<String, @Nullable Object>();
                  json.put("id", key.getKeyID());
                  json.put("valid_until", end == null ? null : Moments.format(end));
                  return json;
                })
            .toList());
  }
}
