package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for the database while a node starts, for a limited time that begins when this is made. It
 * tries twice a second, and reports every ten seconds why it waits. For one thread.
 */
public final class StartPatience {
  private static final long PAUSE_MILLIS = 500;
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);

  private final long wait;
  private final Consumer<String> waiting;
  private final long began = System.nanoTime();
  private long said;

  /**
   * Begins to count the time that the start may wait for the database.
   *
   * @param waiting receives the reason at the first try that fails, and then every ten seconds
   */
  public StartPatience(Duration wait, Consumer<String> waiting) {
    this.wait = wait.toNanos();
    this.waiting = waiting;
  }

  /**
   * Pauses before another try. Returns false, without a further try, if the time is over or the
   * thread was interrupted.
   *
   * @param why the reason why the last try failed
   */
  public boolean again(String why) {
    var now = System.nanoTime();
    if (now - began > wait) {
      return false;
    }
    if (said == 0 || now - said > SAY_EVERY.toNanos()) {
      said = now;
      waiting.accept(why);
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs work that is safe to repeat, and repeats it while the store does not answer in time. */
  public void run(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (!unavailable(e) || !again("the database answers late")) {
          throw e;
        }
      }
    }
  }

  private static boolean unavailable(Throwable failure) {
    return failure instanceof StoreUnavailable
        || (failure.getCause() != null && unavailable(failure.getCause()));
  }
}
