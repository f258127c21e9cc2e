package dev.gladhand.application;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets concurrent callers share one transaction: whatever has queued while the last one ran goes
 * into the next. A lone caller waits for nobody. Where several may run at once, one more begins as
 * soon as enough has queued to be worth it. What the store refuses is tried one by one, so that it
 * harms nobody else. Thread-safe; results come on the thread that committed, or on one of their own
 * while others wait for the next transaction.
 */
public final class GroupCommit<T, R> {
  /** So many that queue are worth a transaction beside another. */
  private static final int WORTH_ONE_MORE = 8;

  private record Waiting<T, R>(T item, CompletableFuture<R> result) {}

  private final Tasks tasks;
  private final int most;
  private final int atOnce;
  private final Function<List<T>, List<R>> commit;
  private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
  private int running;

  /**
   * @param most items in one transaction at most
   * @param commit one transaction; a result for each item, in order
   */
  public GroupCommit(Tasks tasks, int most, Function<List<T>, List<R>> commit) {
    this(tasks, most, 1, commit);
  }

  /**
   * @param most items in one transaction at most
   * @param atOnce transactions at most
   * @param commit one transaction; a result for each item, in order. Called by several threads at a
   *     time where several may run
   */
  public GroupCommit(Tasks tasks, int most, int atOnce, Function<List<T>, List<R>> commit) {
    this.tasks = tasks;
    this.most = most;
    this.atOnce = atOnce;
    this.commit = commit;
  }

  public CompletableFuture<R> submit(T item) {
    var result = new CompletableFuture<R>();
    synchronized (queue) {
      queue.add(new Waiting<>(item, result));
      if (running == atOnce || running > 0 && queue.size() < WORTH_ONE_MORE) {
        return result;
      }
      running++;
    }
    tasks.run(this::drain);
    return result;
  }

  private void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      commit(batch);
    }
  }

  private List<Waiting<T, R>> next() {
    synchronized (queue) {
      var batch = new ArrayList<Waiting<T, R>>();
      while (batch.size() < most && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      if (batch.isEmpty()) {
        running--;
      }
      return batch;
    }
  }

  private void commit(List<Waiting<T, R>> batch) {
    List<R> results;
    try {
      results = commit.apply(batch.stream().map(Waiting::item).toList());
    } catch (RuntimeException e) {
      if (batch.size() > 1 && !(e instanceof StoreUnavailable)) {
        // One of them cannot be stored: the others are not to suffer for it.
        batch.forEach(waiting -> commit(List.of(waiting)));
        return;
      }
      batch.forEach(waiting -> waiting.result.completeExceptionally(e));
      return;
    } catch (Error e) {
      // Each caller decides what a lost transaction means for it.
      batch.forEach(waiting -> waiting.result.completeExceptionally(e));
      return;
    }
    // Callers of the next transaction do not wait for what these callers do with their results.
    if (waiting()) {
      tasks.run(() -> complete(batch, results));
    } else {
      complete(batch, results);
    }
  }

  private boolean waiting() {
    synchronized (queue) {
      return !queue.isEmpty();
    }
  }

  private static <T, R> void complete(List<Waiting<T, R>> batch, List<R> results) {
    for (var i = 0; i < batch.size(); i++) {
      batch.get(i).result.complete(results.get(i));
    }
  }
}
