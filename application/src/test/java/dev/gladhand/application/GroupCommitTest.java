package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<List<Integer>> transactions = new ArrayList<>();
  private boolean away;

  private final Tasks queued =
      new Tasks() {
        @Override
        public void run(Runnable task) {
          tasks.add(task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
          throw new UnsupportedOperationException();
        }
      };

  private final GroupCommit<Integer, String> commit = new GroupCommit<>(queued, 4, this::store);

  private List<String> store(List<Integer> batch) {
    transactions.add(batch);
    if (away) {
      throw new StoreUnavailable("away", false, new IllegalStateException("away"));
    }
    if (batch.contains(13)) {
      throw new IllegalStateException("refused");
    }
    return batch.stream().map(item -> "stored " + item).toList();
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void aLoneCallerWaitsForNobody() {
    var result = commit.submit(1);
    work();
    assertEquals("stored 1", result.join());
    assertEquals(List.of(List.of(1)), transactions);
  }

  @Test
  void whatQueuedGoesTogetherInOrderUpToTheMost() {
    var results = IntStream.range(0, 6).mapToObj(commit::submit).toList();
    work();
    assertEquals(List.of(List.of(0, 1, 2, 3), List.of(4, 5)), transactions);
    for (var i = 0; i < 6; i++) {
      assertEquals("stored " + i, results.get(i).join());
    }
  }

  @Test
  void whatComesWhileResultsAreTakenIsNotForgotten() {
    var second = commit.submit(1).thenCompose(_ -> commit.submit(2));
    work();
    assertEquals("stored 2", second.join());
    var third = commit.submit(3);
    work();
    assertEquals("stored 3", third.join());
  }

  @Test
  void oneThatIsRefusedHarmsNobodyElse() {
    var good = commit.submit(1);
    var bad = commit.submit(13);
    var other = commit.submit(2);
    work();
    assertEquals("stored 1", good.join());
    assertEquals("stored 2", other.join());
    assertThrows(CompletionException.class, bad::join);
  }

  @Test
  void whileTheStoreIsAwayAllAreToldAtOnceAndLaterOnesAreStored() {
    away = true;
    var first = commit.submit(1);
    var second = commit.submit(2);
    work();
    assertEquals(List.of(List.of(1, 2)), transactions);
    assertThrows(CompletionException.class, first::join);
    assertThrows(CompletionException.class, second::join);
    away = false;
    var third = commit.submit(3);
    assertFalse(third.isDone());
    work();
    assertEquals("stored 3", third.join());
  }

  @Test
  void oneMoreBeginsOnceEnoughHasQueued() {
    var two = new GroupCommit<Integer, String>(queued, 100, 2, this::store);
    IntStream.range(100, 107).forEach(two::submit);
    assertEquals(1, tasks.size(), "the others are few and wait for the next transaction");
    IntStream.range(107, 140).forEach(two::submit);
    assertEquals(2, tasks.size(), "no more than two at once");
    work();
    assertEquals(40, transactions.stream().mapToInt(List::size).sum());
    two.submit(140);
    assertEquals(1, tasks.size(), "a caller that comes after all have ended begins a new commit");
  }
}
