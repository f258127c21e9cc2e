package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.SettingsChange;
import java.util.Set;

/**
 * The settings of the simulated Samsara that a test may change.
 *
 * @param tokens API tokens that are accepted
 * @param readOnlyTokens tokens that are accepted for reads; a write with one gets a 403
 * @param tagScopedTokens tokens with which a write of a record must have {@code tagIds}
 * @param sentListDelayMillis how long a sent message is missing in the list of sent messages, in
 *     milliseconds
 * @param conflictStatus the status of the answer to a write whose external id or transaction
 *     reference is taken
 */
record SamsaraSettings(
    Set<String> tokens,
    Set<String> readOnlyTokens,
    Set<String> tagScopedTokens,
    int conflictStatus,
    String oauthClientId,
    String oauthClientSecret,
    int oauthExpiresIn,
    int sentListDelayMillis) {

  static SamsaraSettings defaults() {
    return new SamsaraSettings(
        Set.of("samsara-sandbox-token"),
        Set.of("samsara-read-only-token"),
        Set.of("samsara-tag-scoped-token"),
        409,
        "samsara-sandbox-client",
        "samsara-sandbox-secret",
        3600,
        0);
  }

  Json.Obj show() {
    return Json.obj(
        "tokens", tokens,
        "read_only_tokens", readOnlyTokens,
        "tag_scoped_tokens", tagScopedTokens,
        "conflict_status", conflictStatus,
        "oauth_client_id", oauthClientId,
        "oauth_client_secret", oauthClientSecret,
        "oauth_expires_in", oauthExpiresIn,
        "sent_list_delay_ms", sentListDelayMillis);
  }

  SamsaraSettings with(Json.Obj change) {
    var to = SettingsChange.of(change, show());
    return new SamsaraSettings(
        to.texts("tokens", tokens),
        to.texts("read_only_tokens", readOnlyTokens),
        to.texts("tag_scoped_tokens", tagScopedTokens),
        to.whole("conflict_status", conflictStatus),
        to.text("oauth_client_id", oauthClientId),
        to.text("oauth_client_secret", oauthClientSecret),
        to.whole("oauth_expires_in", oauthExpiresIn),
        to.whole("sent_list_delay_ms", sentListDelayMillis));
  }
}
