package dev.gladhand.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The real application code in worlds full of faults. {@code -Dsimulation.seeds=N} runs more or
 * fewer worlds, {@code -Dsimulation.seed=S} one of them again.
 */
final class SimulationTest {
  @Test
  void keepsItsPromisesInEveryWorld() {
    onAStrand(SimulationTest::runAll);
  }

  private static void runAll() {
    var one = Long.getLong("simulation.seed");
    if (one != null) {
      run(one);
      return;
    }
    var seeds = Integer.getInteger("simulation.seeds", 1000);
    var begun = System.nanoTime();
    var steps = 0L;
    var wishes = 0L;
    for (var seed = 1L; seed <= seeds; seed++) {
      try (var scenario = new Scenario(seed, Plant.NOTHING)) {
        check(seed, scenario);
        steps += scenario.world.steps();
        wishes += scenario.wishes.size();
      }
    }
    System.out.printf(
        "%d worlds, %d writes, %d steps in %.1f s%n",
        seeds, wishes, steps, (System.nanoTime() - begun) / 1e9);
  }

  @Test
  void runsTheSameWayAgain() {
    onAStrand(() -> assertEquals(traceOf(7), traceOf(7)));
  }

  /** Handing the turn from one virtual thread to the next is much cheaper than to one of the OS. */
  static void onAStrand(Runnable what) {
    var failure = new AtomicReference<@Nullable Throwable>();
    var strand =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    what.run();
                  } catch (RuntimeException | Error e) {
                    failure.set(e);
                  }
                });
    try {
      strand.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get().getMessage(), failure.get());
    }
  }

  private static long traceOf(long seed) {
    try (var scenario = new Scenario(seed, Plant.NOTHING)) {
      scenario.run();
      return scenario.world.trace();
    }
  }

  private static void run(long seed) {
    try (var scenario = new Scenario(seed, Plant.NOTHING)) {
      check(seed, scenario);
    }
  }

  private static void check(long seed, Scenario scenario) {
    List<String> faults;
    try {
      faults = scenario.run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + " (repeat with -Dsimulation.seed=" + seed + ")", e);
    }
    if (!faults.isEmpty()) {
      fail(
          "seed %d (repeat with -Dsimulation.seed=%d):%n  %s%nafter%n  %s"
              .formatted(
                  seed,
                  seed,
                  String.join("\n  ", faults),
                  String.join("\n  ", scenario.faultsSeen)));
    }
  }
}
