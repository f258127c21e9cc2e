package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
            CANARY);
    assertRefused("GLADHAND_DATABASE_URL", run(environment, "serve"));
  }

  @Test
  void everyWrongVariableIsNamedAtOnce() {
    var names =
        List.of(
            "HOST",
            "PORT",
            "DATABASE_URL",
            "MASTER_KEY",
            "ADMIN_CLIENT_SECRET",
            "ALLOWED_TARGETS",
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
            "WEBHOOK_TIMEOUT");
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
