package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.world.Stores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresConsoleTest extends ConsoleContract {
  PostgresConsoleTest() {
    super(Stores.Kind.POSTGRESQL);
  }

  @Test
  void aSignOutHoldsOnEveryNode() {
    try (var other = world.another(Map.of())) {
      var browser = owner();
      var session = browser.cookie("gladhand_session");
      assertEquals(200, new Browser(other.url()).status("/console", session));
      assertEquals(200, browser.post("/console/sign-out", Map.of()).statusCode());
      assertEquals(303, new Browser(other.url()).status("/console", session));
    }
  }
}
