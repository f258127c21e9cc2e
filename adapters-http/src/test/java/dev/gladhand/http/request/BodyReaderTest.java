package dev.gladhand.http.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.http.answer.Halt;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

@SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack trace.
class BodyReaderTest {
  private static final BodyMemory MEMORY = new BodyMemory();
  private static final Halt TOO_LONG = new Halt(413, "too long", Map.of());

  /** Sends pieces of ten bytes until it is told to stop. */
  private static Publisher<byte[]> pieces(int count, AtomicInteger sent) {
    return client -> {
      var stopped = new boolean[1];
      client.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              while (!stopped[0] && sent.get() < count) {
                sent.incrementAndGet();
                client.onNext(new byte[10]);
              }
              if (!stopped[0]) {
                client.onComplete();
              }
            }

            @Override
            public void cancel() {
              stopped[0] = true;
            }
          });
    };
  }

  @Test
  void aBodyAsLongAsItMayBeIsReadWhole() {
    var read = BodyReader.read(pieces(10, new AtomicInteger()), 100, TOO_LONG, MEMORY, "caller");
    assertArrayEquals(new byte[100], read.join().bytes());
  }

  @Test
  void readingEndsWithTheFirstByteTooMany() {
    var sent = new AtomicInteger();
    var read = BodyReader.read(pieces(1_000_000, sent), 95, TOO_LONG, MEMORY, "caller");
    var failure = assertThrows(CompletionException.class, read::join);
    assertSame(TOO_LONG, failure.getCause());
    assertEquals(10, sent.get());
  }

  @Test
  void whatFailsWhileItIsReadIsTold() {
    var broken = new IllegalStateException();
    Publisher<byte[]> body =
        client -> {
          client.onSubscribe(
              new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
              });
          client.onError(broken);
        };
    var read = BodyReader.read(body, 95, TOO_LONG, MEMORY, "caller");
    assertSame(broken, assertThrows(CompletionException.class, read::join).getCause());
  }
}
