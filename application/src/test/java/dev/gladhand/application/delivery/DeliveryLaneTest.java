package dev.gladhand.application.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.delivery.Deliveries.Attempted;
import dev.gladhand.application.delivery.Deliveries.Due;
import dev.gladhand.application.delivery.Deliveries.Next;
import dev.gladhand.application.delivery.Deliveries.Receiver;
import dev.gladhand.application.delivery.Deliveries.Window;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Filters;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookSecret;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.domain.connection.PartnerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryLaneTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final WebhookId WEBHOOK = new WebhookId(new UUID(1, 1));
  private static final int WIDEST = 8;

  private final DeliveryLane lane = lane(Health.fresh(NOW));

  private static DeliveryLane lane(Health health) {
    var webhook =
        new Webhook(
            WEBHOOK,
            new PartnerId(new UUID(2, 1)),
            URI.create("https://a.example/"),
            EventPattern.ofWire("connection.*").orElseThrow(),
            Filters.NONE,
            null,
            WebhookStatus.ACTIVE,
            null,
            null,
            NOW,
            NOW,
            3);
    var receiver = new Receiver(webhook, SigningSecrets.of(WebhookSecret.make(new Random(7))));
    return new DeliveryLane(new LaneLease<>(WEBHOOK, 1), receiver, health, WIDEST);
  }

  private static List<Due> due(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(n -> new Due(WEBHOOK, new EventId(new UUID(3, n)), n, null, 0, 0))
        .toList();
  }

  private void ends(boolean success, Duration leftAlone) {
    var next = success ? new Next.Delivered() : new Next.Again(NOW.plusSeconds(5));
    lane.learn(new Attempted(due(1).getFirst(), NOW, success, 200, null, 5, next), leftAlone, NOW);
  }

  @Test
  void isHalvedByAFailureAndGrowsByOneWithASuccess() {
    ends(false, Duration.ZERO);
    assertEquals(4, lane.atOnce());
    ends(false, Duration.ZERO);
    ends(false, Duration.ZERO);
    ends(false, Duration.ZERO);
    assertEquals(1, lane.atOnce());
    ends(true, Duration.ZERO);
    assertEquals(2, lane.atOnce());
    assertEquals(1, lane(new Health(7, 7, 0, NOW)).atOnce());
    assertEquals(4, lane(new Health(1, 7, 0.9, NOW)).atOnce());
  }

  @Test
  void beginsNothingMoreWhileItWaitsForAPlace() {
    lane.read(new Window(3, due(2)), 32);
    assertTrue(lane.asks());
    assertFalse(lane.asks());
    assertEquals(0, lane.atOnce());
    assertEquals(1, lane.take(true, NOW).orElseThrow().sequence());
    assertEquals(WIDEST, lane.atOnce());
    assertEquals(34, lane.wanted());
  }

  @Test
  void beginsNothingThatAnotherNodeMayHaveBegun() {
    lane.read(new Window(3, due(2)), 32);
    assertTrue(lane.take(false, NOW).isEmpty());
    assertEquals(2, lane.progress().waiting());
  }

  @Test
  void sendsNothingOfASubscriptionThatWasChanged() {
    lane.read(new Window(4, due(2)), 32);
    assertTrue(lane.take(true, NOW).isEmpty());
    assertEquals(0, lane.progress().waiting());
  }

  @Test
  void leavesAReceiverAloneAsLongAsItAsks() {
    lane.read(new Window(3, due(2)), 32);
    assertNull(lane.release(null, NOW).notBefore());
    ends(false, Duration.ofSeconds(20));
    ends(false, Duration.ofSeconds(10));
    assertEquals(0, lane.progress().waiting());
    assertEquals(Duration.ofSeconds(20), lane.heldFor(NOW));
    assertEquals(NOW.plusSeconds(20), lane.release(null, NOW).notBefore());
    assertEquals(2, lane.health().failuresInRow());
    lane.read(new Window(3, due(2)), 32);
    assertTrue(lane.take(true, NOW).isEmpty());
    assertTrue(lane.take(true, NOW.plusSeconds(20)).isPresent());
  }
}
