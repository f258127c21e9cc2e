package dev.gladhand.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneMemory.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneMemoryTest {
  @Test
  void aLaneThatWasAbandonedStaysSoWhenGivenBack() {
    var left = "all=1.0000/0.500000/1.000000000@1000";
    for (var text : new String[] {null, "", left}) {
      assertFalse(LaneMemory.isAbandoned(text));
      var marked = LaneMemory.abandoned(text);
      assertTrue(LaneMemory.isAbandoned(marked));
      assertEquals(marked, LaneMemory.abandoned(marked));
      assertEquals(LaneMemory.of(text).buckets(), LaneMemory.of(marked).buckets());
    }
  }

  @Test
  void whatTheLaneWaitedForIsHandedOnBesideTheRest() {
    var waits =
        List.of(
            new Span("rate_limit", Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(5_500)),
            new Span("paused", Instant.ofEpochMilli(9_000), null));
    var bucket = new LaneMemory.Bucket("all", 1, 0.5, 1, Instant.ofEpochMilli(1_000));
    var memory = new LaneMemory(null, null, false, List.of(bucket), null, waits);
    assertEquals(memory, LaneMemory.of(memory.text()));
  }
}
