package dev.gladhand.http.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.ActivePartners;
import dev.gladhand.share.Rests;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Pieces use the processor, so that a partner rests only while others call. */
class PieceStreamsTest {
  private static final PartnerId US = new PartnerId(UUID.randomUUID());
  private static final PartnerId OTHERS = new PartnerId(UUID.randomUUID());
  private static final Duration USED = Duration.ofMillis(100);
  private static final double SHARE = 0.5;

  private final ActivePartners active = new ActivePartners(System::nanoTime);
  private final Rests<PartnerId> rests = new Rests<>(SHARE, Duration.ZERO, Duration.ofSeconds(5));
  private final PieceStreams streams = new PieceStreams(_ -> true, active, rests);

  /** Makes a piece; returns when it began and ended, by {@link System#nanoTime}. */
  private long[] piece() {
    return streams.inTurn(
        US,
        () -> {
          var began = System.nanoTime();
          var threads = ManagementFactory.getThreadMXBean();
          var until = threads.getCurrentThreadCpuTime() + USED.toNanos();
          while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
          }
          return new long[] {began, System.nanoTime()};
        });
  }

  @Test
  @Timeout(30)
  void aPartnerRestsAfterAPieceWhileOthersCall() {
    active.called(US);
    active.called(OTHERS);
    var first = piece();
    var second = piece();
    var rest = Duration.ofNanos(second[0] - first[1]);
    var least = Duration.ofMillis((long) (USED.toMillis() / SHARE) - 1);
    assertTrue(rest.compareTo(least) >= 0, rest::toString);
  }

  @Test
  @Timeout(30)
  void whatAPartnerUsesAloneDoesNotCount() {
    active.called(US);
    var last = piece();
    assertEquals(0, rests.due(US, last[1]));
    active.called(OTHERS);
    assertEquals(0, rests.due(US, System.nanoTime()));
  }

  @Test
  @Timeout(30)
  void aTokenThatEndsBeforeTheFirstPieceIsA401() throws Exception {
    var failed = new CompletableFuture<Throwable>();
    assertEquals(0, sentWithoutAccess(false, failed));
    assertEquals(401, assertInstanceOf(Halt.class, failed.get()).status());
  }

  @Test
  @Timeout(30)
  void aTokenThatEndsAfterTheRequestChangedSomethingCutsTheAnswerOnlyAfterThat() throws Exception {
    var failed = new CompletableFuture<Throwable>();
    assertEquals(1, sentWithoutAccess(true, failed));
    assertInstanceOf(Halt.class, failed.get());
  }

  /** Makes an answer without an end for a client without access; returns how much was sent. */
  private static int sentWithoutAccess(boolean changed, CompletableFuture<Throwable> failed)
      throws Exception {
    var closed = new CompletableFuture<Void>();
    var sent = new AtomicInteger();
    var access = new EndOfAccess(_ -> false, "token");
    var pieces =
        new PieceStream.Pieces() {
          // Waits until the stream knows that the token has ended.
          @Override
          public void await() {
            while (!access.seen()) {
              Thread.onSpinWait();
            }
          }

          @Override
          public byte[] next() {
            return new byte[1];
          }

          @Override
          public boolean changed() {
            return changed;
          }

          @Override
          public void close() {
            closed.complete(null);
          }
        };
    new PieceStream(Runnable::run, access, Supplier::get, pieces)
        .subscribe(
            new Subscriber<>() {
              @Override
              public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(byte[] piece) {
                sent.addAndGet(piece.length);
              }

              @Override
              public void onError(Throwable failure) {
                failed.complete(failure);
              }

              @Override
              public void onComplete() {
                failed.complete(new AssertionError("the answer is whole"));
              }
            });
    closed.get();
    return sent.get();
  }
}
