package dev.gladhand.persistence.sql;

import static java.util.Map.entry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/** The differences between PostgreSQL and H2. All other SQL is the same for both. */
public enum Dialect {
  POSTGRESQL(
      "statement_timestamp()",
      "for update skip locked",
      Map.ofEntries(
          entry("half_full", "with (fillfactor = 50)"),
          entry("roomy", "with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)"),
          entry("while_due", "where due_at is not null"),
          entry("while_ordered", "where order_key is not null and due_at is not null"),
          entry("while_watched", "where watch_at is not null"),
          entry("while_late", "where late_at is not null"),
          entry("when_retried", "where retried_from is not null"),
          entry("with_resource", "where resource_id is not null"),
          entry("with_source", "where source_id is not null"),
          entry("with_target", "where target_id is not null"),
          entry("with_target_source", "where target_source is not null"),
          entry("and_drop", ", drop column"),
          entry(
              "written_once",
              "alter table operation reset (fillfactor, autovacuum_vacuum_scale_factor);"),
          entry("while_new", "where sequence is null"),
          entry("when_placed", "where sequence > 0"),
          entry("when_listed", "where resource in ('user', 'vehicle', 'trailer')"),
          entry("when_behind", "where behind"),
          entry(
              "index_quiet",
              "create index event_quiet on event (partner_id, position) where sequence = 0;"),
          entry(
              "mark_untold",
              "alter table operation add column untold boolean;"
                  + " alter table ending add column untold boolean;"),
          entry("numbers", ""))),
  // H2 gets no clause that locks rows: no other process uses the database, so none can hold a lock;
  // and H2 would lock all rows that it finds before it takes the first few.
  H2(
      "current_timestamp",
      "",
      Map.ofEntries(
          entry("half_full", ""),
          entry("roomy", ""),
          entry("while_due", ""),
          entry("while_ordered", ""),
          entry("while_watched", ""),
          entry("while_late", ""),
          entry("when_retried", ""),
          entry("with_resource", ""),
          entry("with_source", ""),
          entry("with_target", ""),
          entry("with_target_source", ""),
          entry("and_drop", ","),
          entry("written_once", ""),
          entry("while_new", ""),
          entry("when_placed", ""),
          entry("when_listed", ""),
          entry("when_behind", ""),
          entry("index_quiet", ""),
          entry("mark_untold", ""),
          // H2 commits for each new number unless it reserves many in advance.
          entry("numbers", "(cache 10000)")));

  private final String now;
  private final String skipLocked;

  @SuppressWarnings("ImmutableEnumChecker") // The map is immutable, because Map.ofEntries makes it.
  private final Map<String, String> placeholders;

  Dialect(String now, String skipLocked, Map<String, String> placeholders) {
    this.now = now;
    this.skipLocked = skipLocked;
    this.placeholders = placeholders;
  }

  public static Dialect ofUrl(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    if (jdbcUrl.startsWith("jdbc:h2:")) {
      return H2;
    }
    throw new IllegalArgumentException(
        "the database's address begins with jdbc:postgresql: or jdbc:h2:");
  }

  /** The dialect of an open connection, which may come from a pool. */
  public static Dialect of(Connection connection) throws SQLException {
    return connection.isWrapperFor(PGConnection.class) ? POSTGRESQL : H2;
  }

  /** The time of the database, as an SQL expression that an index search may use. */
  public String now() {
    return now;
  }

  public String skipLocked() {
    return skipLocked;
  }

  /** The values of the migrations' placeholders. */
  public Map<String, String> placeholders() {
    return placeholders;
  }
}
