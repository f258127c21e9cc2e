package dev.gladhand.tsp.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ExpiringCache<String, String> cache = new ExpiringCache<>(now::get, 2);

  @Test
  void forgetsAtTheTimeTold() {
    cache.put("a", "1", Instant.EPOCH.plusSeconds(5));
    now.set(Instant.EPOCH.plusSeconds(4));
    assertEquals(Optional.of("1"), cache.get("a"));
    now.set(Instant.EPOCH.plusSeconds(5));
    assertEquals(Optional.empty(), cache.get("a"));
  }

  @Test
  void keepsThoseThatWereUsedLast() {
    var later = Instant.EPOCH.plusSeconds(5);
    cache.put("a", "1", later);
    cache.put("b", "2", later);
    cache.get("a");
    cache.put("c", "3", later);
    assertEquals(Optional.of("1"), cache.get("a"));
    assertEquals(Optional.empty(), cache.get("b"));
    cache.forget("a");
    assertEquals(Optional.empty(), cache.get("a"));
  }
}
