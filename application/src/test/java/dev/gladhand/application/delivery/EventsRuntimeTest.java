package dev.gladhand.application.delivery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventsRuntimeTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void aThreadThatDiedIsReplaced() throws InterruptedException {
    var first = new AtomicReference<Thread>();
    var second = new CountDownLatch(1);
    var runtime =
        new EventsRuntime(
            "testing",
            Duration.ZERO,
            () -> {
              if (first.compareAndSet(null, Thread.currentThread())) {
                // Ends the thread at its next wait.
                Thread.currentThread().interrupt();
              } else {
                second.countDown();
              }
              return LONG;
            });
    assertTrue(runtime.isMoving(Duration.ZERO), "it was never begun");
    runtime.start();
    while (first.get() == null) {
      Thread.onSpinWait();
    }
    assertTrue(first.get().join(LONG));
    assertFalse(runtime.isMoving(LONG));
    runtime.revive();
    assertTrue(second.await(1, TimeUnit.MINUTES));
    assertTrue(runtime.isMoving(LONG));
    runtime.end(LONG);
    assertTrue(runtime.isMoving(Duration.ZERO), "its end is meant");
  }

  @Test
  void aStepWithoutEndIsNoticedAndNotBegunTwice() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    var runtime =
        new EventsRuntime(
            "testing",
            Duration.ZERO,
            () -> {
              begun.countDown();
              try {
                free.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return LONG;
            });
    runtime.start();
    assertTrue(begun.await(1, TimeUnit.MINUTES));
    assertFalse(runtime.isMoving(Duration.ZERO));
    runtime.revive();
    assertFalse(runtime.isMoving(Duration.ZERO));
    free.countDown();
    runtime.end(LONG);
  }
}
