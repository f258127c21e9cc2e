package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.Target;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private final AtomicInteger stops = new AtomicInteger();
  private final Exchange exchange =
      new Exchange(
          new Target(true, "tsp.example.com", 443, false, false),
          Duration.ofSeconds(1),
          () -> true);

  @Test
  void aStopClosesTheConnectionAndSaysWhy() throws Exception {
    exchange.onStop(stops::incrementAndGet);
    exchange.stop(FailureKind.TIMEOUT);
    exchange.stop(FailureKind.CANCELLED);
    assertEquals(1, stops.get());
    assertEquals(FailureKind.TIMEOUT, exchange.meaning(FailureKind.RESET, "reset").kind());
    assertFalse(exchange.end());
  }

  @Test
  void aStopAfterTheEndLeavesTheConnectionAlone() throws Exception {
    exchange.onStop(stops::incrementAndGet);
    assertTrue(exchange.end());
    exchange.stop(FailureKind.TIMEOUT);
    assertEquals(0, stops.get());
  }

  @Test
  void nothingIsSentAfterAStop() throws Exception {
    exchange.stop(FailureKind.CANCELLED);
    assertThrows(ExchangeException.class, exchange::sending);
    assertThrows(ExchangeException.class, () -> exchange.onStop(stops::incrementAndGet));
    assertFalse(exchange.failed(exchange.stopped(FailureKind.CANCELLED)).requestMayHaveBeenSent());
  }

  @Test
  void nothingIsSentAfterTheDeadlineThoughNobodyHasStoppedItYet() throws Exception {
    sendsNothing(new Exchange(exchange.target(), Duration.ofMillis(-1), () -> true));
  }

  @Test
  void nothingIsSentThatMayNotLeaveAnyMore() throws Exception {
    sendsNothing(new Exchange(exchange.target(), Duration.ofSeconds(1), () -> false));
  }

  private void sendsNothing(Exchange late) throws ExchangeException {
    late.onStop(stops::incrementAndGet);
    var refused = assertThrows(ExchangeException.class, late::sending);
    assertEquals(FailureKind.TIMEOUT, refused.kind());
    assertEquals(1, stops.get());
    assertFalse(late.failed(refused).requestMayHaveBeenSent());
    assertFalse(late.end());
  }

  @Test
  void whatBeganToBeSentMayHaveArrived() throws Exception {
    exchange.sending();
    exchange.began(202);
    var failed = exchange.failed(exchange.stopped(FailureKind.TIMEOUT));
    assertTrue(failed.requestMayHaveBeenSent());
    assertEquals(202, failed.status());
    assertEquals(
        "the answer of tsp.example.com:443 was not whole within the time limit",
        failed.safeDetail());
  }
}
