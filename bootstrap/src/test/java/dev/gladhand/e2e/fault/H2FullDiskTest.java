package dev.gladhand.e2e.fault;

import dev.gladhand.e2e.world.Disk;
import dev.gladhand.e2e.world.Outage;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk under the file of the embedded database is full for a while: the database closes itself
 * at the first write that fails, and the node opens it again.
 */
@Slow
class H2FullDiskTest {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("gladhand.store-away", 4));

  private static final Duration FULL_WITHIN = Duration.ofSeconds(30);

  private World world;

  private List<Long> node() {
    return List.of(world.node().pid());
  }

  @Test
  void isToldInTimeAndForgotten(@TempDir Path folder) {
    var disk = Disk.in(folder, this::node);
    world = World.over(Stores.fresh(Stores.Kind.H2, disk.folder()), folder, Map.of());
    try (var running = world) {
      var outage = new Outage(running);
      for (var time = 0; time < 2; time++) {
        disk.fill();
        outage.postUntilRefused(FULL_WITHIN);
        outage.postFor(AWAY.dividedBy(4));
        disk.free();
        outage.isBackAndHasLostNothing();
      }
    }
  }
}
