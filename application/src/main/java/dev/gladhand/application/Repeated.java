package dev.gladhand.application;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a task until it is stopped, each round on a new thread. A round that throws does not end
 * the repetition. Thread-safe.
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
   * @param round does the work and returns how long to wait after it
   */
  public Repeated(String name, Tasks tasks, Supplier<Duration> round) {
    this.name = name;
    this.tasks = tasks;
    this.round = round;
  }

  /** Runs the first round on the caller's thread. Called once. */
  public void start() {
    synchronized (this) {
      started = true;
    }
    round(begin());
  }

  /** Runs the first round after a delay. Called once. */
  public void startAfter(Duration wait) {
    long mine;
    synchronized (this) {
      started = true;
      mine = begin();
      rest = wait;
    }
    tasks.after(wait, () -> round(mine));
  }

  /** Begins no further round. */
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

  /**
   * Starts a new series of rounds at once, and the old series begins no further round; does nothing
   * during a round and after {@link #stop}.
   */
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
