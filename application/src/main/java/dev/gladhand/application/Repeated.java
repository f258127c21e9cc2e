package dev.gladhand.application;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a task, each round on a thread of its own, until it is stopped. A round that throws has
 * the next one follow all the same. Thread-safe.
 */
public final class Repeated implements Watched {
  private final String name;
  private final Tasks tasks;
  private final Supplier<Duration> round;
  private boolean started;
  private boolean stopped;
  private boolean inRound;
  private long chain;
  private long movedAt;
  private Duration rest = Duration.ZERO;

  /**
   * @param round does the work, and says how long to rest after it
   */
  public Repeated(String name, Tasks tasks, Supplier<Duration> round) {
    this.name = name;
    this.tasks = tasks;
    this.round = round;
  }

  /** The first round, on the caller's thread. Once. */
  public void start() {
    synchronized (this) {
      started = true;
    }
    round(begin());
  }

  /** The first round after a while. Once. */
  public void startAfter(Duration wait) {
    long mine;
    synchronized (this) {
      started = true;
      mine = begin();
      rest = wait;
    }
    tasks.after(wait, () -> round(mine));
  }

  /** No further round. */
  public synchronized void stop() {
    stopped = true;
  }

  private synchronized long begin() {
    movedAt = System.nanoTime();
    return ++chain;
  }

  private void round(long mine) {
    synchronized (this) {
      if (stopped || mine != chain) {
        return;
      }
      inRound = true;
      movedAt = System.nanoTime();
    }
    var next = Duration.ofSeconds(1);
    try {
      next = round.get();
    } finally {
      rest(mine, next);
      tasks.after(next, () -> round(mine));
    }
  }

  private synchronized void rest(long mine, Duration next) {
    if (mine == chain) {
      inRound = false;
      movedAt = System.nanoTime();
      rest = next;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized boolean isMoving(Duration within) {
    var longest = inRound ? within : within.plus(rest);
    return !started || stopped || System.nanoTime() - movedAt < longest.toNanos();
  }

  /** The next round was never begun: a new chain of rounds takes over. */
  @Override
  public void revive() {
    long mine;
    synchronized (this) {
      if (stopped || inRound) {
        return;
      }
      mine = begin();
    }
    tasks.run(() -> round(mine));
  }
}
