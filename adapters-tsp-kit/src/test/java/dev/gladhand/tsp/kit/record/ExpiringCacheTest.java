package dev.gladhand.tsp.kit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
  void keepsNoMoreThanItsSize() {
    var names = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
    names.forEach(name -> cache.put(name, name, Instant.EPOCH.plusSeconds(5)));
    assertEquals(2, names.stream().filter(name -> cache.get(name).isPresent()).count());
  }

  @Test
  void forgetsWhatItIsTold() {
    cache.put("a", "1", Instant.EPOCH.plusSeconds(5));
    cache.forget("a");
    assertEquals(Optional.empty(), cache.get("a"));
  }
}
