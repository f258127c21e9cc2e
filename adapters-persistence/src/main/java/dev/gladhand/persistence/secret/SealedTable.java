package dev.gladhand.persistence.secret;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables that hold sealed secrets. {@link Vault} seals for no other, so that a table that is
 * new stands here before it holds anything, and a change of the master key goes through it. Each
 * has the columns {@code key_id}, {@code wrapped_key} and {@code sealed}, in one row for each
 * secret.
 */
public enum SealedTable {
  /** The credentials of connections. */
  CONNECTIONS("connection_secret", "connection_id", UUID::fromString, "connection"),
  /** What deliveries are signed with, the one before a rotation included. */
  WEBHOOKS("webhook_secret", "webhook_id", UUID::fromString, "webhook"),
  /** The installation's own, the keys that sign tokens included. */
  INSTALLATION("secret", "name", text -> text, "secret"),
  /** The operator's OAuth applications. */
  OAUTH_APPS("oauth_app", "tsp", text -> text, "oauth_app");

  private static final List<SealedTable> IN_TURN = List.of(values());

  private final String table;
  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
  private final Function<String, Object> read;

  private final String prefix;

  /**
   * @param key the column of the primary key
   * @param read a key of the table from its text
   * @param prefix of the name that a secret is sealed for; never changes
   */
  SealedTable(String table, String key, Function<String, Object> read, String prefix) {
    this.table = table;
    this.key = key;
    this.read = read;
    this.prefix = prefix;
  }

  public String table() {
    return table;
  }

  public String key() {
    return key;
  }

  Object key(String text) {
    return read.apply(text);
  }

  /** What a secret is bound to. */
  String name(Object id) {
    return prefix + ":" + id;
  }

  /** The table that re-wrapping begins with. */
  static SealedTable first() {
    return IN_TURN.getFirst();
  }

  /** The table after this one; null behind the last. */
  @Nullable SealedTable next() {
    var place = IN_TURN.indexOf(this) + 1;
    return place < IN_TURN.size() ? IN_TURN.get(place) : null;
  }
}
