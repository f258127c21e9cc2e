package dev.gladhand.persistence.database;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often an embedded database was found damaged and mended, and whether it still can be.
 * Thread-safe.
 */
public final class StoreDamage {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDamage.class);

  private final AtomicLong mended = new AtomicLong();
  private volatile Runnable end = () -> {};
  private volatile boolean beyondRepair;

  StoreDamage() {}

  /** How often it was mended since the start. */
  public long mended() {
    return mended.get();
  }

  /** Whether what was tried did not help: nothing can be stored any more. */
  public boolean beyondRepair() {
    return beyondRepair;
  }

  /**
   * @param what is done once nothing helps, on any thread
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
