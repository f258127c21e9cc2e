package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Program;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built file, as an operator starts it; runs once it is built, in the phase after package. */
class RunnableJarIT {
  private static final int WRONG_USE = 2;
  private static final Path JAR = Path.of("target", "gladhand.jar").toAbsolutePath();

  @TempDir Path folder;

  private Map<String, String> environment(String masterKey) {
    var environment = new HashMap<String, String>();
    environment.put("GLADHAND_HOST", "127.0.0.1");
    environment.put("GLADHAND_PORT", Integer.toString(Node.freePort()));
    environment.put("GLADHAND_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("store"));
    environment.put("GLADHAND_DATABASE_WAIT", "1s");
    environment.put("GLADHAND_MASTER_KEY", masterKey);
    return environment;
  }

  private void assertRefused(String variable, String masterKey) {
    var log = folder.resolve(variable + ".log");
    var process = Program.startJar(log, environment(masterKey), JAR);
    try {
      assertEquals(WRONG_USE, Program.await(process, log), () -> Program.output(log));
      var said = Program.output(log);
      assertTrue(said.contains("gladhand: " + variable + ": "), said);
      assertFalse(said.contains(masterKey), said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void servesWithoutACommandAndKeepsItsStoreToOneNodeAndOneKey() throws JsonProcessingException {
    var environment = environment(Node.MASTER_KEY);
    var log = folder.resolve("node.log");
    var process = Program.startJar(log, environment, JAR);
    try {
      var url = "http://127.0.0.1:" + environment.get("GLADHAND_PORT");
      Await.until(
          "it is ready",
          Node.STARTS_WITHIN,
          () -> process.isAlive() && Http.reachable(url + "/health/readiness"));
      assertTrue(Http.reachable(url + "/openapi.yaml"));
      assertTrue(Http.reachable(url + "/docs"));
      assertEquals(401, Http.send("GET", url + "/v2/integrations/tsps", "", Map.of()).status());
      assertRefused("GLADHAND_DATABASE_URL", Node.MASTER_KEY);
      process.destroy();
      assertEquals(0, Program.await(process, log), () -> Program.output(log));
    } finally {
      process.destroyForcibly();
    }
    var lines = Program.output(log).lines().toList();
    assertFalse(lines.isEmpty());
    for (var line : lines) {
      // A first start warns of nothing.
      assertEquals("INFO", Http.JSON.readTree(line).path("level").asText(), line);
    }
    assertRefused("GLADHAND_MASTER_KEY", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=");
  }
}
