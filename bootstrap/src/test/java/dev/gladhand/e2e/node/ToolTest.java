package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.bootstrap.tool.Tool;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Program;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tool against a node that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolTest {
  private static final int SANDBOX_PORT = Node.freePort();

  @TempDir static Path folder;

  private World world;
  private Fleet fleet;
  private Path loaded;
  private final Map<String, String> environment = new HashMap<>();

  /** How a command ended, and what it printed. */
  private record Ran(int code, String out, String err) {}

  @BeforeAll
  void start() {
    loaded = folder.resolve("loaded.log");
    world =
        World.start(
            Stores.Kind.POSTGRESQL,
            folder,
            Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded),
            "127.0.0.1:" + SANDBOX_PORT);
    fleet = Fleet.atSamsara(world, "Tool Inc");
    environment.put("GLADHAND_URL", world.node().url());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @BeforeEach
  void login() {
    var ran =
        run(
            fleet.partner().clientSecret(),
            "login",
            "--client-id",
            fleet.partner().clientId(),
            "--secret-file",
            "-");
    assertEquals(0, ran.code, ran.err);
    assertEquals("", ran.out);
    assertFalse(ran.err.contains(fleet.partner().clientSecret()), ran.err);
  }

  private Ran run(String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        Tool.run(
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String message(String text) {
    return fleet.fill(
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\""
            + text
            + "\"}");
  }

  @Test
  void keepsTheTokenForItsOwnerAndForTheNodeThatGaveIt() throws IOException {
    var file = folder.resolve("config").resolve("gladhand").resolve("token.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.readString(file).contains(fleet.partner().clientSecret()));
    assertEquals(1, run("", "operations", "list", "--url", "http://127.0.0.1:1").code);
    assertEquals(
        1,
        run("wrong", "login", "--client-id", fleet.partner().clientId(), "--secret-file", "-")
            .code);
    assertEquals(0, run("", "operations", "list").code, "the token of before is still there");
    assertEquals(
        3,
        run("x", "login", "--client-id", "c", "--secret-file", "-", "--url", "http://127.0.0.1:1")
            .code);
    assertEquals(
        2, run("", "login", "--client-id", "c", "--secret", "x").code, "no secret by argument");
    var none = folder.resolve("none").toString();
    assertEquals(1, run("", "operations", "list", "--token-file", none).code);
  }

  @Test
  void writesAndFollowsWhatItWrote() throws IOException {
    var file = Files.writeString(folder.resolve("body.json"), message("By the tool"));
    var wrote = run("", "write", "messages", file.toString(), "--wait");
    assertEquals(0, wrote.code, wrote.err);
    var operation = Http.JSON.readTree(wrote.out);
    assertEquals("success", operation.get("status").asText());
    var id = operation.get("id").asText();
    var listed =
        run("", "operations", "list", "--status", "success", "--connection", fleet.connection());
    assertTrue(listed.out.contains(id + "\t" + fleet.connection()), listed.out);
    var watched = run("", "operations", "watch", fleet.connection(), id);
    assertEquals(0, watched.code, watched.err);
    var retried = run("", "operations", "retry", fleet.connection(), id);
    assertEquals(1, retried.code, "what succeeded is not repeated");
    assertTrue(retried.err.startsWith("gladhand: 409 "), retried.err);

    var refused = run("{\"connection_id\":\"x\"}", "write", "messages");
    assertEquals(1, refused.code);
    assertTrue(refused.err.contains("connection_id"), refused.err);
    var dry = run(message("dry"), "write", "messages", "--dry-run");
    assertEquals(0, dry.code, dry.err);
    assertTrue(Http.JSON.readTree(dry.out).get("valid").asBoolean());
    var first = run(message("once"), "write", "messages", "--key", "tool-1");
    var again = run(message("once"), "write", "messages", "--key", "tool-1");
    assertEquals(Http.JSON.readTree(first.out).get("id"), Http.JSON.readTree(again.out).get("id"));
  }

  @Test
  void sendsManyAndTellsWhatWasRefused() {
    var sent = run(message("1") + "\n" + message("2") + "\n", "bulk", "messages");
    assertEquals(0, sent.code, sent.err);
    assertEquals(2, sent.out.lines().count(), sent.out);
    var mixed = run(message("3") + "\nnot json\n", "bulk", "messages");
    assertEquals(1, mixed.code, mixed.out);
    assertTrue(mixed.err.contains("1 lines were refused"), mixed.err);
    assertEquals(1, run("", "bulk", "nothing").code);
  }

  @Test
  void connectsAndShowsWhatAConnectionAccepts() throws IOException {
    var link = run("", "connect", "--fleet-ref", "tool-fleet", "--tsp", "samsara");
    assertEquals(0, link.code, link.err);
    assertTrue(link.out.startsWith(World.PUBLIC + "/connect?invite="), link.out);
    var body =
        "{\"source_name\":\"samsara\",\"fleet_ref\":\"by-file\",\"credentials\":{\"api_token\":\"hidden-token\"}}";
    var made = run(body, "connect", "--file", "-");
    assertEquals(0, made.code, made.err);
    assertFalse(made.out.contains("hidden-token"), made.out);
    var can = run("", "capabilities", Http.JSON.readTree(made.out).get("id").asText());
    assertEquals(0, can.code, can.err);
    assertTrue(Http.JSON.readTree(can.out).has("writes"), can.out);
    assertEquals(1, run("", "capabilities", "none").code);
  }

  @Test
  void reportsOnTheInstallation() throws IOException, SQLException {
    var log = Files.writeString(folder.resolve("copy.log"), world.node().log());
    environment.putAll(
        Map.of(
            "GLADHAND_ADMIN_CLIENT_ID", Node.ADMIN,
            "GLADHAND_ADMIN_CLIENT_SECRET", Node.ADMIN_SECRET,
            "GLADHAND_DATABASE_URL", world.database().url(),
            "GLADHAND_DATABASE_USER", world.database().user(),
            "GLADHAND_DATABASE_PASSWORD", world.database().password()));
    var command =
        new String[] {
          "selfcheck", "--sandbox-port", Integer.toString(SANDBOX_PORT), "--log", log.toString()
        };
    // Twice: its partners are there already the second time.
    for (var time = 0; time < 2; time++) {
      var ran = run("", command);
      assertEquals(0, ran.code, ran.out + ran.err);
      assertEquals(12, ran.out.lines().filter(line -> line.startsWith("OK ")).count(), ran.out);
    }
    var elsewhere = run("", "selfcheck", "--sandbox-port", "0");
    assertTrue(elsewhere.out.contains("SKIPPED  write"), elsewhere.out);

    try (var database =
            DriverManager.getConnection(
                world.database().url(), world.database().user(), world.database().password());
        var statement = database.createStatement()) {
      statement.executeUpdate(
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success)"
              + " values (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 'x', 1, true)");
      var later = run("", command);
      assertEquals(20, later.code, later.out);
      assertTrue(later.out.contains("a later version has changed its tables (9999)"), later.out);
      statement.executeUpdate("delete from flyway_schema_history where installed_rank = 9999");
    }
    // The server of the tests lets everybody in: so it is one that is not there.
    environment.put(
        "GLADHAND_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + Node.freePort() + "/gladhand");
    environment.put("GLADHAND_DATABASE_PASSWORD", "wrong-password");
    var unreachable = run("", command);
    assertEquals(20, unreachable.code, unreachable.out);
    assertFalse(unreachable.out.contains("wrong-password"), unreachable.out);
  }

  @Test
  void isTheSameProgramOfWhichANodeLoadsNothing() throws IOException {
    var log = folder.resolve("tool.log");
    var ended = Program.run(log, environment, "operations", "list", "--size", "1");
    assertEquals(0, ended.code(), ended.output());
    assertFalse(ended.output().contains("{\"@timestamp\""), ended.output());
    var classes = Files.readString(loaded);
    assertTrue(classes.contains("dev.gladhand.bootstrap.RunningNode"));
    assertFalse(classes.contains("picocli"));
    assertFalse(classes.contains("dev.gladhand.bootstrap.tool.Tool"));
  }
}
