package dev.gladhand.application;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets concurrent callers share one transaction: items that queue during one transaction go into
 * the next. A single caller does not wait for others. If several transactions may run at once, a
 * further one begins when enough items have queued. If the store refuses a transaction, its items
 * are tried one by one, so that one bad item does not harm the others. Thread-safe. Results arrive
 * on the thread that committed, or on a new thread if others wait for the next transaction.
 */
public final class GroupCommit<T, R> {
  /** The number of queued items from which a further concurrent transaction is worth its cost. */
  private static final int WORTH_ONE_MORE = 8;

  private record Waiting<T, R>(T item, CompletableFuture<R> result) {}

  private final Tasks tasks;
  private final int most;
  private final int atOnce;
  private final Function<List<T>, List<R>> commit;
  private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
  private int running;

  /**
   * Commits one transaction at a time.
   *
   * @param most the most items in one transaction
   * @param commit runs one transaction and returns a result for each item, in the order of the
   *     items
   */
  public GroupCommit(Tasks tasks, int most, Function<List<T>, List<R>> commit) {
    this(tasks, most, 1, commit);
  }

  /**
   * Commits several transactions at a time.
   *
   * @param most the most items in one transaction
   * @param atOnce the most transactions at a time
   * @param commit runs one transaction and returns a result for each item, in the order of the
   *     items; several threads may call it at a time
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
        // One of the items cannot be stored. Each is tried alone, so that the others are stored.
        batch.forEach(waiting -> commit(List.of(waiting)));
        return;
      }
      batch.forEach(waiting -> waiting.result.completeExceptionally(e));
      return;
    } catch (Error e) {
      // Each caller decides what a failed transaction means for it.
      batch.forEach(waiting -> waiting.result.completeExceptionally(e));
      return;
    }
    // Results are handled on another thread, so that callers of the next transaction need not wait.
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
