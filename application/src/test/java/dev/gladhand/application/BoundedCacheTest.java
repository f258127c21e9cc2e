package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final BoundedCache<String, Integer> cache = new BoundedCache<>(3);

  @Test
  void whatIsRememberedWeighsNoMoreThanItMay() {
    var weighed = new BoundedCache<String, String>(6, String::length);
    weighed.put("a", "xx");
    weighed.put("b", "xxx");
    weighed.get("a");
    weighed.put("c", "xx");
    assertEquals("xx", weighed.get("a"));
    assertNull(weighed.get("b"));
    weighed.put("a", "xxxx");
    assertEquals("xx", weighed.get("c"));
    weighed.removeIf(value -> value.length() == 4);
    weighed.put("d", "xxxx");
    assertEquals("xx", weighed.get("c"));
    weighed.put("e", "xxxxxxx");
    assertNull(weighed.get("e"));
    assertNull(weighed.get("c"));
    weighed.put("f", "xxxxxx");
    assertEquals("xxxxxx", weighed.get("f"));
  }

  private void fill() {
    cache.put("a", 1);
    cache.put("b", 2);
    cache.put("c", 3);
  }

  @Test
  void forgetsOnlyTheLeastRecentlyUsed() {
    fill();
    assertEquals(1, cache.get("a"));
    cache.put("b", 20);
    cache.put("d", 4);
    assertNull(cache.get("c"));
    assertEquals(1, cache.get("a"));
    assertEquals(20, cache.get("b"));
    assertEquals(4, cache.get("d"));
  }

  @Test
  void makesWhatIsNotThereOnceAndWithinTheBound() {
    fill();
    assertEquals(1, cache.get("a", _ -> 100));
    assertEquals(4, cache.get("d", _ -> 4));
    assertNull(cache.get("b"));
    assertEquals(1, cache.get("a"));
  }

  @Test
  void forgetsWhatItIsTold() {
    fill();
    cache.remove("a");
    cache.removeIf(value -> value == 3);
    assertNull(cache.get("a"));
    assertEquals(2, cache.get("b"));
    assertNull(cache.get("c"));
  }

  @Test
  void keepsItsBoundUnderManyThreads() throws Exception {
    var wide = new BoundedCache<Integer, Integer>(10);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<?>>();
      for (var i = 0; i < 8; i++) {
        var first = i * 1_000;
        tasks.add(
            threads.submit(
                () -> IntStream.range(first, first + 1_000).forEach(key -> wide.put(key, key))));
      }
      for (var task : tasks) {
        task.get();
      }
    }
    assertEquals(10, IntStream.range(0, 8_000).filter(key -> wide.get(key) != null).count());
  }

  @Test
  void hasRoomForOneAtLeast() {
    assertThrows(IllegalArgumentException.class, () -> new BoundedCache<>(0));
  }
}
