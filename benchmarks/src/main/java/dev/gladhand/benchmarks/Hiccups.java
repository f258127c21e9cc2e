package dev.gladhand.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/** Measures how late an idle thread is scheduled, which is the noise of the machine. */
final class Hiccups implements AutoCloseable {
  private static final long NAP = 1_000_000;

  private final ConcurrentHistogram micros = new ConcurrentHistogram(60_000_000, 3);
  private final Thread thread;
  private volatile boolean over;

  Hiccups() {
    thread = Thread.ofPlatform().daemon().name("hiccups").start(this::nap);
  }

  private void nap() {
    while (!over) {
      var begun = System.nanoTime();
      LockSupport.parkNanos(NAP);
      micros.recordValue(Math.max(0, (System.nanoTime() - begun - NAP) / 1000));
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }

  @Override
  public String toString() {
    return "noise p99 %.1f ms, max %.1f ms"
        .formatted(micros.getValueAtPercentile(99) / 1e3, micros.getMaxValue() / 1e3);
  }
}
