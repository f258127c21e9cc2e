package dev.gladhand.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * An answer that is made piece by piece, each when the client has taken the one before, on a
 * virtual thread of its own. A piece that fails ends the connection, so that a client never takes a
 * part for the whole.
 */
public final class PieceStream implements Publisher<byte[]> {
  /** How long a client may take no piece. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A client that is gone before it is told the first byte never begins to read. */
  private static final Executor BEGINS_WITHIN =
      CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

  /** What an answer is made of. One thread at a time. */
  public interface Pieces extends AutoCloseable {
    /** The next piece, or null behind the last. Blocks. */
    byte @Nullable [] next();

    /** Called once, however the answer ends. */
    @Override
    void close();
  }

  private final Pieces pieces;
  private final AtomicBoolean begun = new AtomicBoolean();

  public PieceStream(Pieces pieces) {
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
      client.onError(new IllegalStateException("the answer was not read in time"));
    }
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
    }

    @Override
    public void run() {
      try (pieces) {
        while (demanded()) {
          var piece = pieces.next();
          if (piece == null) {
            client.onComplete();
            return;
          }
          demand.decrementAndGet();
          client.onNext(piece);
        }
        if (!cancelled) {
          client.onError(new IllegalStateException("the client reads too slowly"));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        client.onError(e);
      } catch (RuntimeException e) {
        client.onError(e);
      }
    }

    private boolean demanded() throws InterruptedException {
      while (demand.get() == 0 && !cancelled) {
        if (!wakes.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          return false;
        }
      }
      return !cancelled;
    }
  }
}
