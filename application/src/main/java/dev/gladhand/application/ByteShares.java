package dev.gladhand.application;

import dev.gladhand.share.Shares;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Limits the memory that a node uses for one kind of work. Work takes the bytes that it needs in
 * the name of a holder, such as a partner, and gives them back after use. Holders share the bytes
 * by the rules of {@link Shares}. Does not block. Thread-safe.
 */
public final class ByteShares<K> {
  private static final long FEWEST = 16L * 1024 * 1024;
  private static final int PART_OF_HEAP = 16;
  private static final int PART_OF_ALL = 4;

  private final Shares<K> shares;
  private final Executor resumes;
  private final Map<K, Queue<Wanted>> waiting = new HashMap<>();

  private record Wanted(long bytes, CompletableFuture<Void> granted) {}

  /**
   * Limits the memory to a number of bytes.
   *
   * @param bytes the most bytes of all holders together
   * @param each the most bytes of one holder
   * @param resumes runs the completion of each {@link #await} result whose work had to wait
   */
  public ByteShares(long bytes, long each, Executor resumes) {
    this.shares = new Shares<>(bytes, each);
    this.resumes = resumes;
  }

  /**
   * Limits the memory to a sixteenth of the largest heap, but at least 16 MiB; one holder may have
   * a quarter of that.
   */
  public static <K> ByteShares<K> ofHeap(Executor resumes) {
    var all = Math.max(FEWEST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    return new ByteShares<>(all, all / PART_OF_ALL, resumes);
  }

  /**
   * Takes the bytes now or not at all: none are taken if too few are free, or if it is the turn of
   * work that waits already.
   *
   * @param bytes at least 1, at most what one holder may have
   * @return whether the bytes were taken
   */
  public boolean take(K holder, long bytes) {
    var wanted = new Wanted(bytes, new CompletableFuture<>());
    List<Wanted> granted;
    synchronized (this) {
      if (waiting.containsKey(holder)) {
        return false;
      }
      granted = grant(holder, wanted);
      waiting.remove(holder);
    }
    var taken = granted.remove(wanted);
    resume(granted);
    return taken;
  }

  /**
   * Takes bytes when it is the holder's turn; the result then completes.
   *
   * @param bytes at least 1, at most what one holder may have
   */
  public CompletableFuture<Void> await(K holder, long bytes) {
    var wanted = new Wanted(bytes, new CompletableFuture<>());
    var granted = grant(holder, wanted);
    if (granted.remove(wanted)) {
      wanted.granted.complete(null);
    }
    resume(granted);
    return wanted.granted;
  }

  /** Gives back bytes that were taken. */
  public void giveBack(K holder, long bytes) {
    List<Wanted> granted;
    synchronized (this) {
      shares.giveBack(holder, bytes);
      granted = grant();
    }
    resume(granted);
  }

  private synchronized List<Wanted> grant(K holder, Wanted wanted) {
    waiting.computeIfAbsent(holder, _ -> new ArrayDeque<>()).add(wanted);
    return grant();
  }

  private synchronized List<Wanted> grant() {
    var granted = new ArrayList<Wanted>();
    for (var next = shares.take(waiting.keySet(), this::wanted);
        next.isPresent();
        next = shares.take(waiting.keySet(), this::wanted)) {
      waiting.computeIfPresent(
          next.get(),
          (_, queue) -> {
            granted.add(queue.remove());
            return queue.isEmpty() ? null : queue;
          });
    }
    return granted;
  }

  private synchronized long wanted(K holder) {
    return waiting.getOrDefault(holder, new ArrayDeque<>()).element().bytes;
  }

  private void resume(List<Wanted> granted) {
    granted.forEach(one -> resumes.execute(() -> one.granted.complete(null)));
  }
}
