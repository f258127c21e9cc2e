package dev.gladhand.http.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.request.ActivePartners;
import dev.gladhand.share.Rests;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
}
