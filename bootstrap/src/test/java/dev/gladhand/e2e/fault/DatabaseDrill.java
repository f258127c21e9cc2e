package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.SteadyLoad;
import dev.gladhand.e2e.world.DrillServer;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.PgBouncer;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.SandboxServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes go on while what happens to a PostgreSQL in production happens to theirs. */
class DatabaseDrill {
  private static final Map<String, String> SETTINGS = Map.of("GLADHAND_RETRY_ATTEMPTS", "50");

  @TempDir Path folder;

  private SandboxServer sandbox;

  @BeforeEach
  void start() {
    sandbox = SandboxServer.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Node node(Stores.Database database) {
    return Node.start(folder, database, World.settings(sandbox, List.of(), SETTINGS));
  }

  private static void tell(String what, SteadyLoad load, Map<String, Integer> outcomes) {
    System.out.printf(
        "%s: %d accepted, %d refused and repeated; ended %s; none lost, none applied twice%n",
        what, load.accepted().size(), load.refused(), outcomes);
  }

  @Test
  void promote() {
    try (var primary = new DrillServer(folder.resolve("primary"), Map.of());
        var standby = primary.standby(folder.resolve("standby"), "drill")) {
      primary.execute("alter system set synchronous_standby_names = 'drill'");
      primary.execute("select pg_reload_conf()");
      Await.until(
          "the standby is synchronous",
          Partner.SOON,
          () ->
              "sync"
                  .equals(
                      primary.ask(
                          "select coalesce(max(sync_state), '') from pg_stat_replication")));
      var hosts = "127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port();
      var database = DrillServer.database(hosts, "?targetServerType=primary");
      try (var one = node(database);
          var another = node(database);
          var load = new SteadyLoad(sandbox, List.of(one, another))) {
        load.awaitMore(300);
        primary.kill();
        var before = load.accepted().size();
        var killed = System.nanoTime();
        standby.execute("select pg_promote(true, 60)");
        load.awaitMore(1);
        var back = (System.nanoTime() - killed) / 1_000_000;
        load.awaitMore(300);
        load.end();
        assertTrue(before >= 300);
        assertEquals("f", standby.ask("select pg_is_in_recovery()"));
        tell(
            "promote: accepting again " + back + " ms after the kill",
            load,
            load.lostNothingAndDoubledNone());
      }
    }
  }

  @Test
  void readOnly() {
    try (var server = new DrillServer(folder.resolve("data"), Map.of());
        var one = node(server.database());
        var another = node(server.database());
        var load = new SteadyLoad(sandbox, List.of(one, another))) {
      load.awaitMore(200);
      server.execute("alter system set default_transaction_read_only = on");
      server.execute("select pg_reload_conf()");
      for (var node : List.of(one, another)) {
        Await.until(
            "the node says so",
            Partner.SOON,
            () ->
                Http.send("GET", node.url() + "/health/readiness", "", Map.of())
                    .toString()
                    .contains("the database is read-only"));
      }
      var before = load.accepted().size();
      var refused = load.refused();
      Await.until("writes are refused", Partner.SOON, () -> load.refused() > refused + 100);
      assertEquals(before, load.accepted().size(), "accepted without a store");
      server.execute("alter system reset default_transaction_read_only");
      server.execute("select pg_reload_conf()");
      load.awaitMore(200);
      load.end();
      tell("read-only", load, load.lostNothingAndDoubledNone());
    }
  }

  @Test
  void pgbouncer() {
    try (var server = new DrillServer(folder.resolve("data"), Map.of());
        var bouncer = new PgBouncer(folder, server.port())) {
      var database = DrillServer.database("127.0.0.1:" + bouncer.port(), "");
      try (var one = node(database);
          var another = node(database);
          var load = new SteadyLoad(sandbox, List.of(one, another))) {
        load.awaitMore(200);
        bouncer.kill();
        bouncer.start();
        load.awaitMore(200);
        server.stop();
        server.startAgain();
        load.awaitMore(200);
        load.end();
        tell("pgbouncer", load, load.lostNothingAndDoubledNone());
      }
    }
  }
}
