package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.bootstrap.tool.Health;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The health check that a container makes by the program itself. */
class HealthTest {
  @Test
  void tellsAReadyNodeFromOneThatIsNotThere() {
    var node = URI.create(World.shared(Stores.Kind.H2).node().url());
    var port = Integer.toString(node.getPort());
    assertEquals(0, Health.check(Map.of("GLADHAND_PORT", port)));
    assertEquals(0, Health.check(Map.of("GLADHAND_PORT", port, "GLADHAND_HOST", "0.0.0.0")));
    var nobody = Integer.toString(Node.freePort());
    assertEquals(1, Health.check(Map.of("GLADHAND_PORT", nobody)));
    assertEquals(1, Health.check(Map.of("GLADHAND_PORT", "none")));
  }
}
