package dev.gladhand.application;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a task, in rounds, until it is stopped. Each round runs on a new thread, except the first
 * one after {@link #start}. A round that throws is followed by the next one. Thread-safe.
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
   * @param round does the work of one round, and returns how long to wait before the next round
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
   * Begins a round at once in place of the one that was to come next; further rounds follow it.
   * Does nothing during a round and after {@link #stop}.
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
