package dev.gladhand.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A simulation in virtual time: it runs the planned tasks one at a time, in order of their times.
 * The same seed always gives the same run. A task that may block runs on a strand, a thread that
 * lets the next task run while it sleeps or waits.
 */
public final class World implements AutoCloseable {
  private record Event(long at, long number, Place place, Runnable what) {}

  /**
   * A simulated node. Once {@code gone} is set, no code of this node runs any more; until the time
   * {@code standsStillUntil}, in nanoseconds from the begin, its code does not run either.
   */
  public static class Place {
    public boolean gone;
    public long standsStillUntil;
  }

  /** Ends the code that was running on a node that is gone. */
  public static final class Gone extends Error {
    private static final long serialVersionUID = 1L;

    public Gone() {
      super("the node is gone", null, false, false);
    }
  }

  public final Place outside = new Place();
  public final SplittableRandom random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Deque<Strand> idle = new ArrayDeque<>();
  private final Deque<Strand> all = new ArrayDeque<>();
  private final Instant begin;
  private long now;
  private long number;
  private long steps;
  private long trace = 17;
  private @Nullable Strand running;
  private volatile boolean turnIsBack;
  private volatile Thread driver = Thread.currentThread();
  private @Nullable Throwable failure;

  /**
   * @param begin the initial time
   */
  public World(long seed, Instant begin) {
    this.begin = begin;
    random = new SplittableRandom(seed);
  }

  public long nanos() {
    return now;
  }

  public Instant time() {
    return begin.plusNanos(now);
  }

  public long steps() {
    return steps;
  }

  /** A hash of all steps so far; two runs with the same steps have the same hash. */
  public long trace() {
    return trace;
  }

  public void note(long fact) {
    trace = trace * 31 + fact;
  }

  public boolean chance(double share) {
    return random.nextDouble() < share;
  }

  public Duration between(long fromMillis, long toMillis) {
    return Duration.ofNanos(random.nextLong(fromMillis * 1_000_000, toMillis * 1_000_000 + 1));
  }

  public void after(Duration delay, Place place, Runnable what) {
    events.add(new Event(now + Math.max(0, delay.toNanos()), number++, place, what));
  }

  /**
   * Blocks the running strand for this long in virtual time; throws {@link Gone} if the node is
   * gone by then.
   */
  public void sleep(Duration delay, Place place) {
    var strand = running;
    if (strand == null) {
      throw new IllegalStateException("only a strand can sleep");
    }
    wake(strand, delay, place);
    strand.giveTurnBack();
    if (place.gone) {
      throw new Gone();
    }
  }

  /** Blocks the running strand until the result is complete. */
  public void await(CompletableFuture<?> result, Place place) {
    var strand = running;
    if (strand == null) {
      throw new IllegalStateException("only a strand can wait");
    }
    if (!result.isDone()) {
      var _ = result.whenComplete((_, _) -> wake(strand, Duration.ZERO, place));
      strand.giveTurnBack();
    }
    if (place.gone) {
      throw new Gone();
    }
  }

  private void wake(Strand strand, Duration delay, Place place) {
    // A strand must end even if its place is gone.
    events.add(
        new Event(
            now + Math.max(0, delay.toNanos()),
            number++,
            outside,
            () -> {
              if (!place.gone && place.standsStillUntil > now) {
                wake(strand, Duration.ofNanos(place.standsStillUntil - now), place);
              } else {
                resume(strand);
              }
            }));
  }

  /** Moves the time on without running anything. */
  public void skip(Duration time) {
    now += time.toNanos();
  }

  /** Runs all tasks that are due up to this time, and moves the time on to it. */
  public void runUntil(Instant until) {
    driver = Thread.currentThread();
    var end = Duration.between(begin, until).toNanos();
    while (!events.isEmpty() && events.peek().at <= end) {
      step(events.remove());
    }
    now = Math.max(now, end);
  }

  private void step(Event event) {
    now = Math.max(now, event.at);
    if (event.place.gone) {
      return;
    }
    if (event.place.standsStillUntil > now) {
      events.add(new Event(event.place.standsStillUntil, event.number, event.place, event.what));
      return;
    }
    steps++;
    note(event.number ^ event.at);
    if (event.place.equals(outside)) {
      event.what.run();
    } else {
      strand(event.what);
    }
    if (failure != null) {
      throw new AssertionError("a task failed", failure);
    }
  }

  /**
   * Runs code on a strand, so that it may block; returns when the code has ended or blocks for the
   * first time.
   */
  public void strand(Runnable what) {
    var strand = idle.isEmpty() ? newStrand() : idle.pop();
    strand.work = what;
    resume(strand);
  }

  private Strand newStrand() {
    var strand = new Strand();
    all.add(strand);
    strand.thread = Thread.ofVirtual().unstarted(strand);
    return strand;
  }

  private void resume(Strand strand) {
    var before = running;
    running = strand;
    turnIsBack = false;
    strand.turn = true;
    if (strand.started) {
      LockSupport.unpark(strand.thread);
    } else {
      strand.started = true;
      strand.thread.start();
    }
    while (!turnIsBack) {
      LockSupport.park(this);
    }
    running = before;
  }

  @Override
  public void close() {
    for (var strand : all) {
      strand.over = true;
      LockSupport.unpark(strand.thread);
    }
  }

  private final class Strand implements Runnable {
    @SuppressWarnings("NullAway.Init")
    Thread thread;

    boolean started;
    volatile boolean turn;
    volatile boolean over;
    @Nullable Runnable work;

    @Override
    public void run() {
      while (!over) {
        try {
          var now = work;
          if (now != null) {
            now.run();
          }
        } catch (Gone e) {
          if (over) {
            return;
          }
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        work = null;
        idle.push(this);
        try {
          giveTurnBack();
        } catch (Gone e) {
          return;
        }
      }
    }

    void giveTurnBack() {
      turn = false;
      turnIsBack = true;
      LockSupport.unpark(driver);
      while (!turn) {
        LockSupport.park(this);
        if (over) {
          throw new Gone();
        }
      }
    }
  }
}
