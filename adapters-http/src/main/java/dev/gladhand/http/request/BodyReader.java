package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Collects a body up to its length limit and its share of the node's memory. As soon as the body
 * exceeds one of them, it stops reading and drops what it has read.
 */
final class BodyReader implements Subscriber<byte[]> {
  private final int most;
  private final Halt tooLong;
  private final BodyMemory.Body held;
  private final CompletableFuture<Whole> whole = new CompletableFuture<>();
  private List<byte[]> pieces = new ArrayList<>();
  private final AtomicInteger length = new AtomicInteger();
  private volatile @Nullable Subscription source;
  private volatile @Nullable Halt stopped;

  /**
   * A body that has arrived as a whole.
   *
   * @param held the memory that the body takes until it is closed
   */
  record Whole(byte[] bytes, BodyMemory.Body held) {}

  private BodyReader(int most, Halt tooLong, BodyMemory memory, Object caller) {
    this.most = most;
    this.tooLong = tooLong;
    this.held = memory.begin(caller, this::stop);
  }

  /**
   * Reads a body. The result fails with {@code tooLong} if the body has more than {@code most}
   * bytes.
   */
  static CompletableFuture<Whole> read(
      Publisher<byte[]> body, int most, Halt tooLong, BodyMemory memory, Object caller) {
    var reader = new BodyReader(most, tooLong, memory, caller);
    body.subscribe(reader);
    return reader.whole;
  }

  /**
   * Takes a body that has already arrived, and counts its bytes against the limits of {@code
   * memory}. The result fails if there is no room.
   */
  static CompletableFuture<Whole> of(byte[] body, BodyMemory memory, Object caller) {
    var reader = new BodyReader(body.length, Halt.malformed(""), memory, caller);
    if (body.length > 0) {
      reader.onNext(body);
    }
    reader.onComplete();
    return reader.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(byte[] piece) {
    if (whole.isDone() || piece.length == 0) {
      return;
    }
    var halt = piece.length > most - length.get() ? tooLong : held.take(piece.length);
    if (halt != null) {
      stop(halt);
      return;
    }
    pieces.add(piece);
    length.addAndGet(piece.length);
  }

  /**
   * Ends the reading with this error. Called by the thread that reads the body, or by the thread of
   * another body that needs the memory.
   */
  private void stop(Halt halt) {
    stopped = halt;
    var reading = source;
    if (reading != null) {
      reading.cancel();
    }
    fail(halt);
  }

  private void fail(Throwable failure) {
    held.close();
    whole.completeExceptionally(failure);
  }

  @Override
  public void onError(Throwable failure) {
    // After a stop, the end of the connection is not an error of its own.
    var halt = stopped;
    fail(halt == null ? failure : halt);
  }

  @Override
  public void onComplete() {
    held.arrived();
    if (!whole.complete(new Whole(joined(), held))) {
      held.close();
    }
  }

  private byte[] joined() {
    if (pieces.size() == 1) {
      return pieces.getFirst();
    }
    var joined = new byte[length.get()];
    var at = 0;
    for (var piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    pieces = List.of();
    return joined;
  }
}
