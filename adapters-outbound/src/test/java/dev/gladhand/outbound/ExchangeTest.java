package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private final Exchange exchange =
      new Exchange(new Target(true, "tsp.example.com", 443, false, false), Duration.ofSeconds(1));

  @Test
  void aStopClosesTheConnectionAndSaysWhy() throws Exception {
    try (var channel = SocketChannel.open()) {
      exchange.attach(channel);
      exchange.stop(FailureKind.TIMEOUT);
      exchange.stop(FailureKind.CANCELLED);
      assertFalse(channel.isOpen());
      assertEquals(FailureKind.TIMEOUT, exchange.meaning(FailureKind.RESET, "reset").kind());
      assertFalse(exchange.endUnstopped());
    }
  }

  @Test
  void aStopAfterTheEndLeavesTheConnectionAlone() throws Exception {
    try (var channel = SocketChannel.open()) {
      exchange.attach(channel);
      assertTrue(exchange.endUnstopped());
      exchange.stop(FailureKind.TIMEOUT);
      assertTrue(channel.isOpen());
    }
  }

  @Test
  void nothingIsSentAfterAStop() throws Exception {
    exchange.stop(FailureKind.CANCELLED);
    assertThrows(Trouble.class, exchange::sending);
    assertFalse(exchange.failed(exchange.trouble(FailureKind.CANCELLED)).requestMayHaveBeenSent());
    try (var channel = SocketChannel.open()) {
      assertThrows(Trouble.class, () -> exchange.attach(channel));
      assertFalse(channel.isOpen());
    }
  }

  @Test
  void whatBeganToBeSentMayHaveArrived() throws Exception {
    exchange.sending();
    exchange.began(202);
    var failed = exchange.failed(exchange.trouble(FailureKind.TIMEOUT));
    assertTrue(failed.requestMayHaveBeenSent());
    assertEquals(202, failed.status());
    assertEquals(
        "the answer of tsp.example.com:443 was not whole within the time limit",
        failed.safeDetail());
  }
}
