package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes a body to disk while it arrives, one piece at a time, on a thread of its own, because the
 * event loop must not wait for the disk. Stops reading as soon as the body is longer than its
 * limit.
 */
final class BodySpooler implements Subscriber<byte[]> {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Marks the end of the body: it follows the last piece in the queue. */
  private record End() {}

  private final SpooledBody body;
  private final int most;
  private final Halt tooLong;
  private final long begun = System.nanoTime();
  private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<SpooledBody> whole = new CompletableFuture<>();

  private BodySpooler(SpooledBody body, int most, Halt tooLong) {
    this.body = body;
    this.most = most;
    this.tooLong = tooLong;
  }

  /**
   * Reads a body. If it has more than {@code most} bytes, its file is deleted and the result fails
   * with {@code tooLong}.
   */
  static CompletableFuture<SpooledBody> read(Publisher<byte[]> source, int most, Halt tooLong) {
    SpooledBody body;
    try {
      body = SpooledBody.create();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(noRoom());
    }
    var spooler = new BodySpooler(body, most, tooLong);
    source.subscribe(spooler);
    return spooler.whole;
  }

  @Override
  public void onSubscribe(Subscription source) {
    Thread.ofVirtual().name("body-spooler").start(() -> write(source));
  }

  private void write(Subscription source) {
    try {
      var written = 0L;
      while (true) {
        source.request(1);
        var piece = pieces.take();
        if (piece instanceof Throwable failure) {
          throw failure;
        }
        if (piece instanceof End) {
          body.written();
          whole.complete(body);
          return;
        }
        var bytes = (byte[]) piece;
        written += bytes.length;
        if (written > most) {
          throw tooLong;
        }
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          throw Halt.tooMany(
              "a bulk body must arrive within " + LONGEST.toMinutes() + " minutes",
              Duration.ofSeconds(1));
        }
        body.write(bytes);
      }
    } catch (IOException e) {
      end(source, noRoom());
    } catch (Throwable e) {
      end(source, e);
    }
  }

  private void end(Subscription source, Throwable failure) {
    source.cancel();
    body.close();
    whole.completeExceptionally(failure);
  }

  private static Halt noRoom() {
    return Halt.unavailable(
        "the node has no room on its disk for the body; nothing was accepted",
        Duration.ofSeconds(5));
  }

  @Override
  public void onNext(byte[] piece) {
    pieces.add(piece);
  }

  @Override
  public void onError(Throwable failure) {
    // Distinguishes an error of the network from one of the disk.
    pieces.add(failure instanceof IOException ? new Broken(failure) : failure);
  }

  @Override
  public void onComplete() {
    pieces.add(new End());
  }

  /** Says that the connection ended before the whole body had arrived. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(Throwable cause) {
      super(cause);
    }
  }
}
