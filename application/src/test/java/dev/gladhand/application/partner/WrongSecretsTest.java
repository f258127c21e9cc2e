package dev.gladhand.application.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongSecretsTest {
  private static final String HERE = "192.0.2.1";

  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final WrongSecrets wrong = new WrongSecrets(() -> now);

  private void guess(String client, int times) {
    for (var n = 0; n < times; n++) {
      wrong.note(client, HERE);
    }
  }

  @Test
  void theWaitLastsUntilBothTheClientAndTheAddressMayTryAgain() {
    wrong.note("ours", "192.0.2.2");
    now = now.plusSeconds(20);
    guess("ours", 99);
    assertEquals(Duration.ofSeconds(40), wrong.wait("ours", HERE));
    guess("others", 1);
    assertEquals(Duration.ofSeconds(60), wrong.wait("ours", HERE));
    now = now.plusSeconds(40);
    assertEquals(Duration.ofSeconds(20), wrong.wait("ours", HERE));
    now = now.plusSeconds(20);
    assertEquals(Duration.ZERO, wrong.wait("ours", HERE));
  }
}
