package dev.gladhand.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, with a limit. */
final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Await() {}

  static void until(String what, Duration limit, BooleanSupplier condition) {
    value(what, limit, condition::getAsBoolean, done -> done);
  }

  static <T> T value(String what, Duration limit, Supplier<T> look, Predicate<T> enough) {
    var end = System.nanoTime() + limit.toNanos();
    while (true) {
      var seen = look.get();
      if (enough.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": not within " + limit + ", last seen: " + seen);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
