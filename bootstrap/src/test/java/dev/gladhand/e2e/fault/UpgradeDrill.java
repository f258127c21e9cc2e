package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.client.SteadyLoad;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.SandboxServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of an earlier build are replaced by this one, one after the other, while a partner
 * writes; {@code -Dgladhand.old-jar} names the earlier build's jar.
 */
class UpgradeDrill {
  @Test
  void rolling(@TempDir Path folder) {
    var old = Path.of(Objects.requireNonNull(System.getProperty("gladhand.old-jar")));
    try (var sandbox = SandboxServer.start()) {
      var settings = World.settings(sandbox, List.of(), Map.of("GLADHAND_RETRY_ATTEMPTS", "50"));
      var database = Stores.fresh(Stores.Kind.POSTGRESQL, folder);
      try (var first = Node.start(folder, database, settings, old);
          var second = Node.start(folder, database, settings, old);
          var load = new SteadyLoad(sandbox, List.of(first, second))) {
        load.awaitMore(200);
        for (var node : List.of(first, second)) {
          assertEquals(0, node.terminate());
          node.upgrade();
          node.start();
          load.awaitMore(200);
        }
        load.end();
        System.out.printf(
            "upgrade: %d accepted, %d refused and repeated; ended %s; none lost, none applied twice%n",
            load.accepted().size(), load.refused(), load.lostNothingAndDoubledNone());
      }
    }
  }
}
