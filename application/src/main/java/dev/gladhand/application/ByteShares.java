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
 * Memory in bytes that a node gives to one kind of work. Holders share it by the rules of {@link
 * Shares}. Work that finds no memory waits for its turn. Does not block. Thread-safe.
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
   * Makes a memory of a given size.
   *
   * @param bytes the whole memory
   * @param each the most bytes of one holder
   * @param resumes runs waiting work after it has got its bytes
   */
  public ByteShares(long bytes, long each, Executor resumes) {
    this.shares = new Shares<>(bytes, each);
    this.resumes = resumes;
  }

  /** A memory of a sixteenth of the heap, at least 16 MiB; one holder may have a quarter of it. */
  public static <K> ByteShares<K> ofHeap(Executor resumes) {
    var all = Math.max(FEWEST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    return new ByteShares<>(all, all / PART_OF_ALL, resumes);
  }

  /**
   * Takes bytes without waiting. It takes none if too few are free or others wait before.
   *
   * @param bytes at least 1, at most what one holder may have
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
