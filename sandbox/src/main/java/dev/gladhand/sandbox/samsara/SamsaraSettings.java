package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of the simulated Samsara that a test may change.
 *
 * @param tokens API tokens that are accepted
 * @param readOnlyTokens tokens that are accepted for reads; a write is a 403
 * @param tagScopedTokens tokens with which writes of records need {@code tagIds}
 * @param sentListDelayMillis how long a sent message is missing from the list
 * @param conflictStatus the status of the answer to a taken external id or transaction reference
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
    var known = show().fields().keySet();
    for (String name : change.fields().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown setting '" + name + "', known are " + known);
      }
    }
    return new SamsaraSettings(
        texts(change, "tokens", tokens),
        texts(change, "read_only_tokens", readOnlyTokens),
        texts(change, "tag_scoped_tokens", tagScopedTokens),
        whole(change, "conflict_status", conflictStatus),
        text(change, "oauth_client_id", oauthClientId),
        text(change, "oauth_client_secret", oauthClientSecret),
        whole(change, "oauth_expires_in", oauthExpiresIn),
        whole(change, "sent_list_delay_ms", sentListDelayMillis));
  }

  private static Set<String> texts(Json.Obj change, String name, Set<String> otherwise) {
    if (change.get(name) == null) {
      return otherwise;
    }
    List<Json> items = change.items(name);
    var texts = new LinkedHashSet<String>();
    for (Json item : items) {
      if (item instanceof Json.Text(String text)) {
        texts.add(text);
      }
    }
    return Set.copyOf(texts);
  }

  private static String text(Json.Obj change, String name, String otherwise) {
    String text = change.text(name);
    return text == null ? otherwise : text;
  }

  private static int whole(Json.Obj change, String name, int otherwise) {
    BigDecimal number = change.number(name);
    return number == null ? otherwise : number.intValueExact();
  }
}
