package dev.gladhand.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnsTest {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Timeout(30)
  void aHolderWithoutATurnComesBeforeTheOneThatHasHadMany() throws Exception {
    var turns = new Turns<String>(1, 1);
    var order = Collections.synchronizedList(new ArrayList<String>());
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    threads.add(
        Thread.ofVirtual()
            .start(
                () ->
                    turns.run(
                        "many",
                        () -> {
                          begun.countDown();
                          await(goOn);
                          return order.add("many");
                        })));
    begun.await();
    for (var holder : List.of("many", "many", "one")) {
      var thread = Thread.ofVirtual().start(() -> turns.run(holder, () -> order.add(holder)));
      threads.add(thread);
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    goOn.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(List.of("many", "one", "many", "many"), order);
  }

  @Test
  @Timeout(30)
  void soManyAtOnceAndEachItsOwn() throws Exception {
    var turns = new Turns<Integer>(2, 1);
    var both = new CyclicBarrier(2);
    var threads = new ArrayList<Thread>();
    for (var holder = 0; holder < 2; holder++) {
      var one = holder;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      turns.run(
                          one,
                          () -> {
                            try {
                              return both.await();
                            } catch (Exception e) {
                              throw new IllegalStateException(e);
                            }
                          })));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(0, both.getNumberWaiting());
  }

  @Test
  @Timeout(30)
  void workThatFailsGivesItsTurnBack() {
    var turns = new Turns<String>(1, 1);
    for (var n = 0; n < 2; n++) {
      try {
        turns.run(
            "one",
            () -> {
              throw new IllegalArgumentException("fails");
            });
      } catch (IllegalArgumentException e) {
        assertEquals("fails", e.getMessage());
      }
    }
    assertEquals("done", turns.run("one", () -> "done"));
  }

  @Test
  @Timeout(30)
  void whoGivesUpOrIsInterruptedWaitsNoMoreAndHasNoTurn() throws Exception {
    var turns = new Turns<String>(1, 1);
    assertTrue(turns.enter("first", 0));
    assertFalse(turns.enter("late", 1_000_000));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> turns.enter("late", Long.MAX_VALUE));
    assertEquals(1, turns.holders());
    turns.leave("first");
    assertEquals(0, turns.holders());
    assertTrue(turns.enter("late", 0));
  }
}
