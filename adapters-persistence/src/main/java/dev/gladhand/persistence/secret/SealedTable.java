package dev.gladhand.persistence.secret;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables that hold sealed secrets. {@link Vault} seals only for these, so a new table must be
 * added here before it holds anything, and a change of the master key then includes it. Each table
 * has the columns {@code key_id}, {@code wrapped_key} and {@code sealed}, in one row for each
 * secret.
 */
public enum SealedTable {
  /** The credentials of connections. */
  CONNECTIONS("connection_secret", "connection_id", UUID::fromString, "connection"),
  /** The secrets and key pairs that sign deliveries, including the one before a rotation. */
  WEBHOOKS("webhook_secret", "webhook_id", UUID::fromString, "webhook"),
  /** The secrets of the installation, including the keys that sign tokens. */
  INSTALLATION("secret", "name", text -> text, "secret"),
  /** The operator's OAuth applications. */
  OAUTH_APPS("oauth_app", "tsp", text -> text, "oauth_app");

  private static final List<SealedTable> IN_TURN = List.of(values());

  private final String table;
  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private final Function<String, Object> read;

  private final String prefix;

  /**
   * @param key the column of the primary key
   * @param read makes a key of the table from its text
   * @param prefix the beginning of the name to which a secret is bound; must never change
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

  /**
   * The name of the row with this id. The secret is sealed together with it, so that it cannot be
   * opened in another row.
   */
  String name(Object id) {
    return prefix + ":" + id;
  }

  /** The first table in the order of re-wrapping. */
  static SealedTable first() {
    return IN_TURN.getFirst();
  }

  /** The next table in the order of re-wrapping; null after the last. */
  @Nullable SealedTable next() {
    var place = IN_TURN.indexOf(this) + 1;
    return place < IN_TURN.size() ? IN_TURN.get(place) : null;
  }
}
