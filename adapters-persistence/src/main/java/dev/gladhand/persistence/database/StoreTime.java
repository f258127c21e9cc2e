package dev.gladhand.persistence.database;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's time, which a node uses in place of its own clock. It is read from the database from
 * time to time and continued by the JVM's monotonic clock in between. So a due time or a deadline
 * that one node writes means the same to all nodes and to the leases, whatever their clocks show.
 * It is ahead of the database by no more than the drift of the two clocks since the last read, so
 * an item that is due now by this clock is due in the store. Thread-safe.
 */
@Singleton
public final class StoreTime implements InstantSource {
  private static final Logger LOG = LoggerFactory.getLogger(StoreTime.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** A difference between two reads of the time that is smaller than this is only inaccuracy. */
  private static final Duration NOISE = Duration.ofMillis(20);

  private final Database database;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Anchor anchor;

  private record Anchor(Instant time, long nanos, long askedAt) {
    Instant now() {
      return time.plusNanos(System.nanoTime() - nanos);
    }
  }

  /** Reads the store's time once, so that this clock is right from the start. */
  public StoreTime(Database database) {
    this.database = database;
    this.anchor = ask();
  }

  @Override
  public Instant instant() {
    var current = anchor;
    if (System.nanoTime() - current.askedAt > EVERY.toNanos()
        && asking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("store-time").start(this::askAgain);
    }
    return current.now();
  }

  private void askAgain() {
    var before = anchor;
    try {
      anchor = following(before, ask());
    } catch (RuntimeException e) {
      LOG.debug("the time of the store could not be read", e);
      anchor = new Anchor(before.time, before.nanos, System.nanoTime());
    } finally {
      asking.set(false);
    }
  }

  /**
   * Chooses the more accurate of two reads of the store's time. An answer can arrive late but not
   * early, so an earlier read that is ahead by less than {@link #NOISE} is kept.
   */
  private static Anchor following(Anchor before, Anchor heard) {
    var ahead = Duration.between(heard.now(), before.now());
    var keep = !ahead.isNegative() && ahead.compareTo(NOISE) < 0;
    return keep ? new Anchor(before.time, before.nanos, heard.askedAt) : heard;
  }

  private Anchor ask() {
    return database.read(
        sql -> {
          var time = database.time(sql);
          var nanos = System.nanoTime();
          return new Anchor(time, nanos, nanos);
        });
  }
}
