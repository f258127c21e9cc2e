package dev.gladhand.http.stream;

import dev.gladhand.http.answer.Halt;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * An answer that is made piece by piece, each after the client has taken the one before, on a
 * virtual thread of its own. If a piece fails, the connection is closed, so that the client never
 * takes a part for the whole. The connection is also closed if the client takes less than 1 KiB a
 * second, or if it loses its access.
 *
 * <p>All signals to the server are sent on the connection's thread, on which the server learns that
 * a client is gone; otherwise the server might get pieces for connections that are closed. It gets
 * at most 32 KiB at a time, because it copies them to memory outside the heap and keeps them until
 * the client has taken them.
 */
public final class PieceStream implements Publisher<byte[]> {
  private static final int SLICE = 32 * 1024;

  /** The longest time that a client may take to receive one slice of a piece. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * Runs a task after the ten seconds within which a client must begin to read. A client that left
   * before the first byte never begins.
   */
  private static final Executor BEGINS_WITHIN =
      CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

  private final Executor connection;
  private final EndOfAccess noAccess;
  private final InTurn turn;
  private final Pieces pieces;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param connection the thread of the client's connection
   * @param noAccess tells whether the client has lost its access; used by one thread at a time
   * @param turn runs the making of each piece when it is the turn of the client's partner
   */
  PieceStream(Executor connection, EndOfAccess noAccess, InTurn turn, Pieces pieces) {
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

  /** Makes a piece when it is the turn of the client's partner. */
  interface InTurn {
    byte @Nullable [] make(Supplier<byte @Nullable []> work);
  }

  /** The source of an answer's pieces. Used by one thread at a time, except {@link #wake}. */
  public interface Pieces extends AutoCloseable {
    /** Waits, for at most a second, until there may be a next piece. */
    default void await() throws InterruptedException {}

    /**
     * The next piece, null after the last, or an empty one if there is none yet. Blocks. Other
     * answers wait meanwhile, so long waits belong into {@link #await}.
     */
    byte @Nullable [] next();

    /**
     * Whether the answer is complete now, so that it ends without a further piece. Called at least
     * once a second.
     */
    default boolean over() {
      return false;
    }

    /**
     * Whether the answer may end after any piece and still be complete. Such an answer ends
     * normally when its client loses access; any other is cut by closing the connection.
     */
    default boolean open() {
      return false;
    }

    /** Whether the request has changed something before its first piece is sent. */
    default boolean changed() {
      return false;
    }

    /**
     * Called when the client is gone: {@link #await} must then return soon. May be called from any
     * thread.
     */
    default void wake() {}

    /** Called exactly once, when the answer has ended in any way. */
    @Override
    void close();
  }

  private final class Making implements Subscription, Runnable {
    private final Subscriber<? super byte[]> client;
    private final AtomicLong demand = new AtomicLong();
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean cancelled;
    private volatile boolean sent;

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
          var piece = turn.make(this::next);
          if (piece == null) {
            break;
          }
          give(piece);
        }
        // A client that lost its access since the last check must not take the answer for complete.
        if (!pieces.open() && noAccess.now()) {
          throw lostAccess();
        }
        tell(client::onComplete);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(e);
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    /**
     * Makes the next piece; null if the client needs no more pieces, which may have become so while
     * this method waited for its turn.
     */
    private byte @Nullable [] next() {
      if (cancelled || pieces.over()) {
        return null;
      }
      if (lostItsAccess()) {
        if (pieces.open()) {
          return null;
        }
        throw lostAccess();
      }
      return pieces.next();
    }

    private void give(byte[] piece) throws InterruptedException {
      for (var from = 0; from < piece.length && demanded(); from += SLICE) {
        var slice = Arrays.copyOfRange(piece, from, Math.min(piece.length, from + SLICE));
        demand.decrementAndGet();
        tell(() -> client.onNext(slice));
        sent = true;
      }
    }

    /**
     * Whether the client has lost its access. It still gets the beginning of an answer to a request
     * that has changed something: a refusal would say that nothing was done.
     */
    private boolean lostItsAccess() {
      return noAccess.seen() && (sent || !pieces.changed());
    }

    /** Waits until the client asks for data; false if it needs no more. */
    private boolean demanded() throws InterruptedException {
      var begun = System.nanoTime();
      while (!cancelled && !pieces.over()) {
        if (lostItsAccess()) {
          if (pieces.open()) {
            return false;
          }
          throw lostAccess();
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

    /**
     * The error for a client that has lost its access. It is the answer if nothing has been sent
     * yet; otherwise the connection is closed.
     */
    private static Halt lostAccess() {
      return Halt.unauthorized("the token is not valid any more");
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
        // The server has stopped and closed all connections.
        cancelled = true;
      }
    }
  }
}
