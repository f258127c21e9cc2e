package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.LossyWay;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Program;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says when it cannot start: which setting, and no secret. */
class StartTest {
  private static final String CANARY = "canary-Zq7";
  private static final int WRONG_USE = 2;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir Path folder;

  private Map<String, String> environment(String... more) {
    var environment = new HashMap<String, String>();
    environment.put("GLADHAND_HOST", "127.0.0.1");
    environment.put("GLADHAND_PORT", Integer.toString(Node.freePort()));
    environment.put("GLADHAND_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("store"));
    environment.put("GLADHAND_MASTER_KEY", Node.MASTER_KEY);
    for (var i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private Map<String, String> environment(Stores.Database database) {
    return environment(
        "GLADHAND_DATABASE_URL", database.url(),
        "GLADHAND_DATABASE_USER", database.user(),
        "GLADHAND_DATABASE_PASSWORD", database.password());
  }

  private Program.Ended run(Map<String, String> environment, String... arguments) {
    return Program.run(
        folder.resolve("start-" + COUNT.incrementAndGet() + ".log"), environment, arguments);
  }

  private static void assertRefused(String variable, Program.Ended ended) {
    assertEquals(WRONG_USE, ended.code(), ended.output());
    assertTrue(ended.output().contains("gladhand: " + variable + ": "), ended.output());
    assertFalse(ended.output().contains(CANARY), ended.output());
    assertFalse(ended.output().contains(Node.MASTER_KEY), ended.output());
    assertFalse(ended.output().contains("Exception"), ended.output());
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() {
    var environment =
        environment(
            "GLADHAND_DATABASE_URL",
            "jdbc:postgresql://127.0.0.1:1/x?password=" + CANARY,
            "GLADHAND_DATABASE_PASSWORD",
            CANARY,
            "GLADHAND_DATABASE_WAIT",
            "1s");
    var ended = run(environment, "serve");
    assertRefused("GLADHAND_DATABASE_URL", ended);
    assertTrue(ended.output().contains("waiting up to 1 s for it"), ended.output());
  }

  /** It would otherwise take a minute, which is longer than a program is given to end. */
  private void assertEndsAtOnce(String why, Stores.Database database) {
    var environment = environment(database);
    environment.put("GLADHAND_DATABASE_WAIT", "10m");
    var ended = run(environment, "serve");
    assertRefused("GLADHAND_DATABASE_URL", ended);
    assertTrue(ended.output().contains(why), ended.output());
    assertFalse(ended.output().contains("\tat "), ended.output());
  }

  @Test
  void aFileThatIsNoneOrCannotBeMadeIsSaidToBeSo() throws IOException {
    var damaged = folder.resolve("damaged");
    Files.writeString(folder.resolve("damaged.mv.db"), "no page of a database ".repeat(2_000));
    assertEndsAtOnce("file is damaged", new Stores.Database("jdbc:h2:file:" + damaged, "sa", ""));
    var file = Files.writeString(folder.resolve("a-file"), "and no folder");
    assertEndsAtOnce(
        "cannot be read or written",
        new Stores.Database("jdbc:h2:file:" + file.resolve("store"), "sa", ""));
  }

  @Slow
  @Test
  void aDatabaseThatALaterVersionHasChangedIsLeftAlone() throws SQLException {
    for (var kind : Stores.Kind.values()) {
      var database = Stores.fresh(kind, folder);
      try (var node = Node.start(folder, database, Map.of())) {
        assertEquals(0, node.terminate());
      }
      try (var connection =
              DriverManager.getConnection(database.url(), database.user(), database.password());
          var statement = connection.createStatement()) {
        statement.execute(
            """
            insert into "flyway_schema_history" ("installed_rank", "version", "description",
             "type", "script", "checksum", "installed_by", "execution_time", "success")
            values (9999, '9999', 'of a later version', 'SQL', 'V9999__later.sql', 1, 'x', 1, true)
            """);
      }
      assertEndsAtOnce("a later version has changed them", database);
    }
  }

  @Slow
  @Test
  void aPostgresqlThatCannotServeIsSaidToBeSo() {
    assertEndsAtOnce(
        "encoding is LATIN1",
        Stores.postgresql(
            "start_latin1", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"));
    var utf8 = Stores.postgresql("start_utf8", "encoding 'UTF8' template template0");
    Stores.administer("create role start_guest login");
    assertEndsAtOnce(
        "no right to create tables",
        new Stores.Database(
            utf8.url().replace("user=postgres", "user=start_guest"), "start_guest", CANARY));
    assertEndsAtOnce(
        "no database of that name",
        new Stores.Database(utf8.url().replace("start_utf8", "start_none"), "postgres", CANARY));
  }

  @Test
  void aStartWaitsForAFileThatAnotherProcessStillHas() throws SQLException {
    var url = "jdbc:h2:file:" + folder.resolve("store");
    var environment = environment("GLADHAND_DATABASE_URL", url, "GLADHAND_DATABASE_USER", "sa");
    var log = folder.resolve("waits.log");
    Process process;
    try (var _ = DriverManager.getConnection(url, "sa", "")) {
      process = Program.start(log, environment, "serve");
      Await.until(
          "it says that it waits\n" + log,
          Node.STARTS_WITHIN,
          () -> Program.output(log).contains("in use by another process: waiting up to 60 s"));
      assertTrue(process.isAlive());
    }
    awaitReady(process, environment, log);
  }

  @Slow
  @Test
  void aLoginThatTakesSecondsDelaysAStartAndFailsNothing() {
    var database = Stores.postgresql("start_slow", "encoding 'UTF8' template template0");
    var port = URI.create(database.url().substring("jdbc:".length())).getPort();
    try (var way = new LossyWay(port, Duration.ofSeconds(4))) {
      var slow =
          new Stores.Database(
              database.url().replace(":" + port, ":" + way.port()),
              database.user(),
              database.password());
      try (var node = Node.start(folder, slow, Map.of())) {
        var partner = Partner.of(node, "Slow Inc");
        assertEquals(200, partner.get("/v2/integrations/connections").status());
        assertEquals(0, node.terminate());
      }
    }
  }

  @Slow
  @Test
  void aDatabaseThatAnswersLateDelaysAStartAndFailsNothing() throws SQLException {
    var database = Stores.postgresql("start_late", "encoding 'UTF8' template template0");
    try (var node = Node.start(folder, database, Map.of())) {
      assertEquals(0, node.terminate());
    }
    var environment = environment(database);
    var log = folder.resolve("late.log");
    Process process;
    try (var holder =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      holder.setAutoCommit(false);
      try (var lock = holder.createStatement()) {
        lock.execute("lock table secret in access exclusive mode");
      }
      process = Program.start(log, environment, "serve");
      Await.until(
          "it says that it waits\n" + log,
          Node.STARTS_WITHIN,
          () -> Program.output(log).contains("answers late: waiting up to 60 s"));
      assertTrue(process.isAlive());
      holder.rollback();
    }
    awaitReady(process, environment, log);
  }

  private static void awaitReady(Process process, Map<String, String> environment, Path log) {
    try {
      var readiness = "http://127.0.0.1:" + environment.get("GLADHAND_PORT") + "/health/readiness";
      Await.until(
          "it is ready\n" + log,
          Node.STARTS_WITHIN,
          () -> process.isAlive() && Http.reachable(readiness));
    } finally {
      process.destroyForcibly();
      Program.await(process, log);
    }
  }

  @Test
  void everyWrongVariableIsNamedAtOnce() {
    var names =
        List.of(
            "HOST",
            "PORT",
            "DATABASE_URL",
            "DATABASE_WAIT",
            "MASTER_KEY",
            "ADMIN_CLIENT_SECRET",
            "ALLOWED_TARGETS",
            "ALLOWED_RECEIVERS",
            "JWKS_URL",
            "RETRY_FIRST",
            "RETRY_LONGEST",
            "RETRY_ATTEMPTS",
            "RETRY_WINDOW",
            "LEASE",
            "POLL",
            "TSP_CONNECT_TIMEOUT",
            "TSP_TIMEOUT",
            "SYNC_TIMEOUT",
            "GRACE",
            "WEBHOOK_SCHEDULE",
            "WEBHOOK_TIMEOUT",
            "WEBHOOK_GRACE");
    var environment = environment();
    names.forEach(name -> environment.put("GLADHAND_" + name, CANARY));
    var ended = run(environment);
    for (var name : names) {
      var said =
          name.equals("ADMIN_CLIENT_SECRET")
              ? "GLADHAND_ADMIN_CLIENT_ID: is required where GLADHAND_ADMIN_CLIENT_SECRET is set"
              : "GLADHAND_" + name + ": must ";
      assertTrue(ended.output().contains(said), () -> name + " in " + ended.output());
    }
    assertRefused("GLADHAND_MASTER_KEY", ended);
  }

  @Test
  void valuesOfTheEnvironmentAreTakenAsTheyAre() {
    var secret = "pa${HOME}ss-${nothing}-${nothing:x}-#{1+1}-${-of-the-tests";
    var database = new Stores.Database("jdbc:h2:file:" + folder.resolve("store"), "sa", secret);
    try (var node = Node.start(folder, database, Map.of("GLADHAND_ADMIN_CLIENT_SECRET", secret))) {
      assertFalse(Partner.token(node, Node.ADMIN, secret).isEmpty());
      // There is no partner yet, whose errors could be searched.
      var browser = new Browser(node.url());
      browser.signIn(Node.ADMIN, secret);
      for (var page : List.of("operations?error=text", "operations.csv?error=text")) {
        assertEquals(200, browser.get("/console/" + page).statusCode(), page);
      }
    }
    // The store was made with that user and password: it opens for nothing else.
    var other = new Stores.Database(database.url(), database.user(), "another");
    var environment =
        environment(
            "GLADHAND_DATABASE_USER", other.user(), "GLADHAND_DATABASE_PASSWORD", other.password());
    assertRefused("GLADHAND_DATABASE_URL", run(environment, "serve"));
  }

  @Slow
  @Test
  void aNodeWhoseStoreIsReadOnlyIsNotReady() {
    var url = "jdbc:h2:file:" + folder.resolve("store");
    try (var node = Node.start(folder, new Stores.Database(url, "sa", ""), Map.of())) {
      assertEquals(0, node.terminate());
    }
    var environment =
        environment(
            "GLADHAND_DATABASE_URL", url + ";ACCESS_MODE_DATA=r", "GLADHAND_DATABASE_USER", "sa");
    var log = folder.resolve("read-only.log");
    var process = Program.start(log, environment, "serve");
    try {
      var readiness = "http://127.0.0.1:" + environment.get("GLADHAND_PORT") + "/health/readiness";
      Await.until(
          "it says that it is not ready\n" + log,
          Node.STARTS_WITHIN,
          () -> process.isAlive() && saysReadOnly(readiness));
    } finally {
      process.destroyForcibly();
      Program.await(process, log);
    }
  }

  private static boolean saysReadOnly(String readiness) {
    try {
      var reply = Http.trySend("GET", readiness, "", Map.of());
      return reply.status() == 503 && reply.raw().body().contains("read-only");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var environment = environment("GLADHAND_PORT", Integer.toString(taken.getLocalPort()));
      assertRefused("GLADHAND_PORT", run(environment, "serve"));
    }
  }

  @Test
  void anUnknownCommandIsRefused() {
    var ended = run(Map.of(), "banana");
    assertEquals(WRONG_USE, ended.code());
    assertTrue(ended.output().startsWith("gladhand: usage: "), ended.output());
  }
}
