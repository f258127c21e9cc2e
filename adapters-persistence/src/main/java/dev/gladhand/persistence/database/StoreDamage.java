package dev.gladhand.persistence.database;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often an embedded database was found damaged and was repaired, and knows whether
 * repairs still help. Thread-safe.
 */
public final class StoreDamage {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDamage.class);

  private final AtomicLong mended = new AtomicLong();
  private volatile Runnable end = () -> {};
  private volatile boolean beyondRepair;

  StoreDamage() {}

  /** The number of repairs since the start. */
  public long mended() {
    return mended.get();
  }

  /** Whether repairs did not help, so that nothing can be stored any more. */
  public boolean beyondRepair() {
    return beyondRepair;
  }

  /**
   * Sets what is done when repairs no longer help.
   *
   * @param what runs on any thread
   */
  public void whenBeyondRepair(Runnable what) {
    end = what;
  }

  void countMended() {
    mended.incrementAndGet();
  }

  void giveUp(Throwable reason) {
    beyondRepair = true;
    LOG.error(
        "the file of the database is damaged, and neither mending its indexes nor opening it again"
            + " has helped: put back a copy of it if a restart does not help either",
        reason);
    end.run();
  }
}
