package dev.gladhand.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
