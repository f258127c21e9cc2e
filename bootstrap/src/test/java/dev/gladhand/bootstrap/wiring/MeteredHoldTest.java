package dev.gladhand.bootstrap.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.node.Hold;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A held node is told by its metrics. */
class MeteredHoldTest {
  @Test
  void isOneWhileTheNodeIsHeld() {
    assertEquals(1, told(new Hold(Instant.EPOCH)));
    assertEquals(0, told(new Hold(null)));
  }

  private static double told(Hold hold) {
    var registry = new SimpleMeterRegistry();
    var metered = new MeteredHold(() -> hold);
    metered.bindTo(registry);
    return registry.get("gladhand.node.held").gauge().value();
  }
}
