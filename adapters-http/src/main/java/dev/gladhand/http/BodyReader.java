package dev.gladhand.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Collects a body as far as it may be long, and stops reading at the first byte too many: what is
 * not taken is not kept either.
 */
final class BodyReader implements Subscriber<byte[]> {
  /** Where no length was announced; it grows with what comes. */
  private static final int FIRST = 1024;

  private final int most;
  private final Halt tooLong;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream(FIRST);
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private @Nullable Subscription source;

  private BodyReader(int most, Halt tooLong) {
    this.most = most;
    this.tooLong = tooLong;
  }

  /** Completes with {@code tooLong} for more than {@code most} bytes. */
  static CompletableFuture<byte[]> read(Publisher<byte[]> body, int most, Halt tooLong) {
    var reader = new BodyReader(most, tooLong);
    body.subscribe(reader);
    return reader.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(byte[] piece) {
    if (whole.isDone()) {
      return;
    }
    if (piece.length > most - read.size()) {
      if (source != null) {
        source.cancel();
      }
      whole.completeExceptionally(tooLong);
      return;
    }
    read.writeBytes(piece);
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(read.toByteArray());
  }
}
