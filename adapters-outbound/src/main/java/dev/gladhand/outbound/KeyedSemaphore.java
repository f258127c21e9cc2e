package dev.gladhand.outbound;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * At most so many at once for each key and in all; those that come later wait in their order. A key
 * that nobody uses leaves nothing behind.
 */
final class KeyedSemaphore {
  private final int each;
  private final Semaphore all;
  private final ConcurrentHashMap<String, Share> rooms = new ConcurrentHashMap<>();

  KeyedSemaphore(int each, int all) {
    this.each = each;
    this.all = new Semaphore(all, true);
  }

  /**
   * Waits for room under every key and in all.
   *
   * @return whether there is room; if so, {@link #leave} must follow
   */
  boolean enter(List<String> keys, long nanos) throws InterruptedException {
    long by = System.nanoTime() + nanos;
    int entered = 0;
    boolean done = false;
    try {
      for (var key : keys) {
        if (!arrive(key, by - System.nanoTime())) {
          return false;
        }
        entered++;
      }
      done = all.tryAcquire(by - System.nanoTime(), TimeUnit.NANOSECONDS);
      return done;
    } finally {
      if (!done) {
        keys.subList(0, entered).forEach(key -> depart(key, true));
      }
    }
  }

  void leave(List<String> keys) {
    all.release();
    keys.forEach(key -> depart(key, true));
  }

  int keys() {
    return rooms.size();
  }

  private boolean arrive(String key, long nanos) throws InterruptedException {
    var share =
        rooms.compute(
            key,
            (_, known) -> {
              var one = known == null ? new Share(each) : known;
              one.users++;
              return one;
            });
    boolean entered = false;
    try {
      entered = share.room.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      return entered;
    } finally {
      if (!entered) {
        depart(key, false);
      }
    }
  }

  private void depart(String key, boolean entered) {
    rooms.computeIfPresent(
        key,
        (_, share) -> {
          if (entered) {
            share.room.release();
          }
          share.users--;
          return share.users == 0 ? null : share;
        });
  }

  /** Those within and those who wait; counted within the map's own lock of the key. */
  private static final class Share {
    private final Semaphore room;
    private int users;

    private Share(int size) {
      room = new Semaphore(size, true);
    }
  }
}
