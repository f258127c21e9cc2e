package dev.gladhand.http.stream;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * An answer that is made piece by piece, each when the client has taken the one before, on a
 * virtual thread of its own. A piece that fails ends the connection, so that a client never takes a
 * part for the whole; so does a client that takes less than 1 KiB a second.
 *
 * <p>The server is told everything on the connection's own thread, where it learns that a client is
 * gone: told on another, it would be given pieces for connections that are closed. It is given a
 * few kilobytes at a time, because it copies what it is given to memory outside the heap, and keeps
 * that until the client has taken it.
 */
public final class PieceStream implements Publisher<byte[]> {
  private static final int SLICE = 32 * 1024;

  /** How long a client may take for a slice. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A client that is gone before it is told the first byte never begins to read. */
  private static final Executor BEGINS_WITHIN =
      CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

  private final Executor connection;
  private final BooleanSupplier noAccess;
  private final InTurn turn;
  private final Pieces pieces;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param connection the thread of the client's connection
   * @param noAccess whether the client may be told no more, which is asked from one thread
   * @param turn has each piece made when it is the client's turn
   */
  PieceStream(Executor connection, BooleanSupplier noAccess, InTurn turn, Pieces pieces) {
    this.connection = connection;
    this.noAccess = noAccess;
    this.turn = turn;
    this.pieces = pieces;
    BEGINS_WITHIN.execute(
        () -> {
          if (begun.compareAndSet(false, true)) {
            pieces.close();
          }
        });
  }

  @Override
  public void subscribe(Subscriber<? super byte[]> client) {
    var making = new Making(client);
    client.onSubscribe(making);
    if (begun.compareAndSet(false, true)) {
      Thread.ofVirtual().name("piece-stream").start(making);
    } else {
      making.fail(new IllegalStateException("the answer was not read in time"));
    }
  }

  /** Does work when it is somebody's turn. */
  interface InTurn {
    byte @Nullable [] make(Supplier<byte @Nullable []> work);
  }

  /** What an answer is made of. One thread at a time, but for {@link #wake}. */
  public interface Pieces extends AutoCloseable {
    /** Waits until there may be a next piece, for a second at most. */
    default void await() throws InterruptedException {}

    /**
     * The next piece, or null behind the last; empty where there is none yet. Blocks, and keeps
     * other answers from being made meanwhile: what it waits for is to be waited for before.
     */
    byte @Nullable [] next();

    /** Whether the answer ends where it is, as if it were whole. Asked each second at least. */
    default boolean over() {
      return false;
    }

    /** Whether it may end behind any piece, as if it were whole, where its client loses access. */
    default boolean open() {
      return false;
    }

    /** The client is gone: {@link #await} returns soon. From any thread. */
    default void wake() {}

    /** Called once, however the answer ends. */
    @Override
    void close();
  }

  private final class Making implements Subscription, Runnable {
    private final Subscriber<? super byte[]> client;
    private final AtomicLong demand = new AtomicLong();
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean cancelled;

    private Making(Subscriber<? super byte[]> client) {
      this.client = client;
    }

    @Override
    public void request(long more) {
      demand.accumulateAndGet(Math.max(0, more), (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      wakes.release();
    }

    @Override
    public void cancel() {
      cancelled = true;
      wakes.release();
      pieces.wake();
    }

    @Override
    public void run() {
      try (pieces) {
        while (demanded()) {
          pieces.await();
          var piece = turn.make(pieces::next);
          if (piece == null) {
            break;
          }
          give(piece);
        }
        tell(client::onComplete);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(e);
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void give(byte[] piece) throws InterruptedException {
      for (var from = 0; from < piece.length && demanded(); from += SLICE) {
        var slice = Arrays.copyOfRange(piece, from, Math.min(piece.length, from + SLICE));
        demand.decrementAndGet();
        tell(() -> client.onNext(slice));
      }
    }

    /** Waits until the client wants something; false where it need not be told more. */
    private boolean demanded() throws InterruptedException {
      var begun = System.nanoTime();
      while (!cancelled && !pieces.over()) {
        if (noAccess.getAsBoolean()) {
          if (pieces.open()) {
            return false;
          }
          throw new IllegalStateException("the client has no access any more");
        }
        if (demand.get() > 0) {
          return true;
        }
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException("the client reads too slowly");
        }
        if (wakes.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
      }
      return false;
    }

    private void fail(Exception failure) {
      tell(() -> client.onError(failure));
    }

    private void tell(Runnable signal) {
      try {
        connection.execute(
            () -> {
              if (!cancelled) {
                signal.run();
              }
            });
      } catch (RejectedExecutionException e) {
        // The server has ended, and all connections with it.
        cancelled = true;
      }
    }
  }
}
