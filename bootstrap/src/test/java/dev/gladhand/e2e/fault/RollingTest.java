package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.LaterVersion;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of another version beside one that runs, on one PostgreSQL. */
@Slow
class RollingTest {
  private static final int OUTDATED = 5;
  private static final int REFUSED = 2;
  private static final String ROLLING = "V9001__rolling_of_later.sql";
  private static final String OTHER = "V9002__of_later.sql";

  @TempDir Path folder;

  private LaterVersion later;
  private LaterVersion evenLater;
  private Stores.Database database;

  @BeforeEach
  void versions() {
    database = Stores.fresh(Stores.Kind.POSTGRESQL, folder);
    var table = "create table later (id int)";
    later = new LaterVersion(folder.resolve("later")).with(ROLLING, table);
    evenLater =
        new LaterVersion(folder.resolve("even-later"))
            .with(ROLLING, table)
            .with(OTHER, "alter table later add column a int");
  }

  private static void writes(Node node) {
    assertEquals(200, Partner.admin(node).get("/v2/admin/partners").status());
    Partner.of(node, "Rolling Inc " + Fleet.number());
  }

  private String ask(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void aChangeThatEarlierNodesStandIsMadeBesideThemAndAnotherWaitsForTheirEnd()
      throws SQLException {
    try (var earlier = Node.start(folder, database, Map.of());
        var beside = Node.start(folder, database, later.settings())) {
      writes(earlier);
      writes(beside);
      var impatient = new HashMap<>(evenLater.settings());
      impatient.put("GLADHAND_DATABASE_WAIT", "2s");
      var refused = Node.refused(folder, database, impatient);
      assertEquals(REFUSED, refused.code(), refused.output());
      assertTrue(
          refused.output().contains("nodes of an earlier version use this database"),
          refused.output());
      assertEquals(
          "0",
          ask(
              "select count(*) from information_schema.columns where table_name = 'later' and column_name = 'a'"));
      writes(earlier);
      writes(beside);
      assertEquals(0, earlier.terminate());
      assertEquals(0, beside.terminate());
      try (var next = Node.start(folder, database, evenLater.settings())) {
        writes(next);
      }
    }
  }

  @Test
  void aNodeWhoseTablesWereChangedWhileItsSessionWasAwayEndsAtOnce() throws SQLException {
    try (var node = Node.start(folder, database, Map.of())) {
      var holder =
          "select count(*) from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted"
              + " and objsubid = 1 and database = (select oid from pg_database where datname = current_database())";
      Await.until("it holds its lock", Partner.SOON, () -> told(holder).equals("1"));
      changed("rolling of later");
      cut();
      Await.until("it holds its lock again", Partner.SOON, () -> told(holder).equals("1"));
      writes(node);
      changed("of later");
      cut();
      assertEquals(OUTDATED, node.await(), node::log);
      assertTrue(node.log().contains("a later version has changed the tables"), node::log);
    }
  }

  private String told(String sql) {
    try {
      return ask(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void changed(String description) throws SQLException {
    ask(
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
          installed_by, execution_time, success)
        select max(installed_rank) + 1, '9' || max(installed_rank), '%s', 'SQL', 'x', 'x', 1, true
        from flyway_schema_history returning version"""
            .formatted(description));
  }

  /** Ends the session that holds the lock. */
  private void cut() throws SQLException {
    ask(
        """
        select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
          and objsubid = 1 and database = (select oid from pg_database where datname = current_database())""");
  }
}
