package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gladhand.e2e.client.SteadyLoad;
import dev.gladhand.e2e.world.LaterVersion;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.SandboxServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes are replaced by nodes of a later version while a partner writes. {@code
 * -Dgladhand.old-jar} names an earlier build's jar.
 */
class UpgradeDrill {
  private static final String GUARDED =
      "select count(*) > 0 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 1"
          + " and database = (select oid from pg_database where datname = current_database())";

  @TempDir Path folder;

  private SandboxServer sandbox;
  private Stores.Database database;
  private Map<String, String> settings;

  @BeforeEach
  void start() {
    sandbox = SandboxServer.start();
    database = Stores.fresh(Stores.Kind.POSTGRESQL, folder);
    settings =
        World.settings(
            sandbox,
            List.of(),
            Map.of("GLADHAND_RETRY_ATTEMPTS", "50", "GLADHAND_DATABASE_WAIT", "5s"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /** One after the other where this build lets the earlier one run beside it, else both at once. */
  @Test
  void fromAnEarlierBuild() throws SQLException {
    var jar = System.getProperty("gladhand.old-jar", "");
    assumeFalse(jar.isEmpty(), "no earlier build is named");
    var old = Path.of(jar);
    try (var first = Node.start(folder, database, settings, old);
        var second = Node.start(folder, database, settings, old);
        var load = new SteadyLoad(sandbox, List.of(first, second))) {
      load.awaitMore(200);
      var guarded = guarded();
      assertEquals(0, first.terminate());
      first.upgrade();
      var rolled = guarded && first.starts();
      // In both cases: beside the new node, or alone.
      load.awaitMore(200);
      assertEquals(0, second.terminate());
      second.upgrade();
      if (!rolled) {
        first.start();
      }
      second.start();
      load.awaitMore(200);
      load.end();
      tell(
          rolled
              ? "from the earlier build, one after the other"
              : guarded
                  ? "from the earlier build, both at once, as the first was refused beside the second"
                  : "from the earlier build, both at once",
          load);
    }
  }

  @Test
  void oneAfterTheOtherByARollingChange() {
    var later =
        new LaterVersion(folder.resolve("changes"))
            .with(
                "V9001__rolling_of_later.sql",
                "alter table operation add column of_later varchar(20); create index of_later on operation (of_later)");
    try (var first = Node.start(folder, database, settings);
        var second = Node.start(folder, database, settings);
        var load = new SteadyLoad(sandbox, List.of(first, second))) {
      load.awaitMore(200);
      for (var node : List.of(first, second)) {
        assertEquals(0, node.terminate());
        later.settings().forEach(node::set);
        node.start();
        load.awaitMore(200);
      }
      load.end();
      tell("to a rolling release, one after the other", load);
    }
  }

  /** Whether the nodes are of a version that keeps later ones off their tables. */
  private boolean guarded() throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(GUARDED)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static void tell(String what, SteadyLoad load) {
    System.out.printf(
        "upgrade, %s: %d accepted, %d refused and repeated; ended %s; none lost, none applied twice%n",
        what, load.accepted().size(), load.refused(), load.lostNothingAndDoubledNone());
  }
}
