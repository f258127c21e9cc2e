package dev.gladhand.e2e.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, with a limit. */
public final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Await() {}

  /**
   * @param what is only asked when it took too long, so it may look at what there is
   */
  public static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
    value(what, limit, condition::getAsBoolean, done -> done);
  }

  public static void until(String what, Duration limit, BooleanSupplier condition) {
    value(what, limit, condition::getAsBoolean, done -> done);
  }

  /**
   * Waits as long as there is progress.
   *
   * @param limit since it moved last
   * @param progress of what was seen: it has moved where this is another
   */
  public static <T> T whileItMoves(
      String what,
      Duration limit,
      Supplier<T> look,
      Function<T, Object> progress,
      Predicate<T> enough) {
    var last = (Object) null;
    var end = System.nanoTime() + limit.toNanos();
    while (true) {
      var seen = look.get();
      if (enough.test(seen)) {
        return seen;
      }
      var reached = progress.apply(seen);
      if (!reached.equals(last)) {
        last = reached;
        end = System.nanoTime() + limit.toNanos();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": no progress within " + limit + ", last seen: " + seen);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  public static <T> T value(String what, Duration limit, Supplier<T> look, Predicate<T> enough) {
    return value(() -> what, limit, look, enough);
  }

  private static <T> T value(
      Supplier<String> what, Duration limit, Supplier<T> look, Predicate<T> enough) {
    var end = System.nanoTime() + limit.toNanos();
    while (true) {
      var seen = look.get();
      if (enough.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(what.get() + ": not within " + limit + ", last seen: " + seen);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
