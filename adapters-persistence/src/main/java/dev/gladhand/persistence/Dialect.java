package dev.gladhand.persistence;

import java.util.Map;

/** What differs between the two databases; everything else is one text for both. */
enum Dialect {
  POSTGRESQL(
      "statement_timestamp()",
      Map.of(
          "half_full", "with (fillfactor = 50)",
          "roomy", "with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)",
          "while_due", "where due_at is not null",
          "while_ordered", "where order_key is not null and due_at is not null",
          "while_watched", "where watch_at is not null",
          "with_resource", "where resource_id is not null",
          "with_source", "where source_id is not null",
          "when_listed", "where resource in ('user', 'vehicle', 'trailer')")),
  H2(
      "current_timestamp",
      Map.of(
          "half_full", "",
          "roomy", "",
          "while_due", "",
          "while_ordered", "",
          "while_watched", "",
          "with_resource", "",
          "with_source", "",
          "when_listed", ""));

  private final String now;
  private final Map<String, String> placeholders;

  Dialect(String now, Map<String, String> placeholders) {
    this.now = now;
    this.placeholders = placeholders;
  }

  static Dialect ofUrl(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    if (jdbcUrl.startsWith("jdbc:h2:")) {
      return H2;
    }
    throw new IllegalArgumentException(
        "the database's address begins with jdbc:postgresql: or jdbc:h2:");
  }

  /** The time of the database, as an SQL expression that an index search may use. */
  String now() {
    return now;
  }

  /** What the migrations' placeholders stand for. */
  Map<String, String> placeholders() {
    return placeholders;
  }
}
