package dev.gladhand.application.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.delivery.Deliveries.Receiver;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SenderSharesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final int WIDTH = 8;

  private final SenderShares senders = new SenderShares();
  private final List<DeliveryLane> lanes = new ArrayList<>();
  private final List<DeliveryLane> sent = new ArrayList<>();
  private int made;

  private DeliveryLane lane(int partner, String url) {
    var webhook =
        new Webhook(
            new WebhookId(new UUID(1, ++made)),
            new PartnerId(new UUID(2, partner)),
            URI.create(url),
            EventPattern.ofWire("connection.*").orElseThrow(),
            Filters.NONE,
            null,
            WebhookStatus.ACTIVE,
            null,
            null,
            NOW,
            NOW,
            1);
    var receiver = new Receiver(webhook, SigningSecrets.of(WebhookSecret.make(new Random(7))));
    var lane =
        new DeliveryLane(new LaneLease<>(webhook.id(), 1), receiver, Health.fresh(NOW), WIDTH);
    lanes.add(lane);
    return lane;
  }

  /** Each asks for as many places as it is wide. */
  private void dispatch() {
    for (var n = 0; n < WIDTH; n++) {
      lanes.forEach(lane -> senders.await(lane, () -> sent.add(lane)));
    }
  }

  private long of(int partner) {
    var id = new PartnerId(new UUID(2, partner));
    return sent.stream().filter(lane -> lane.webhook().partner().equals(id)).count();
  }

  @Test
  void onePartnerHasNoMoreThanItsShareAndOthersComeInTurn() {
    IntStream.range(0, 100).forEach(n -> lane(1, "https://h" + n + ".example/"));
    lane(2, "https://other.example/");
    dispatch();
    assertEquals(SenderShares.OF_A_PARTNER, of(1));
    assertEquals(WIDTH, of(2));
    assertTrue(sent.stream().distinct().count() > 90, "its subscriptions come in turn, too");
  }

  @Test
  void whoHasTheFewestComesNext() {
    for (var partner = 1; partner <= SenderShares.IN_ALL / SenderShares.OF_A_PARTNER; partner++) {
      for (var n = 0; n < 40; n++) {
        lane(partner, "https://h" + partner + "-" + n + ".example/");
      }
    }
    dispatch();
    assertEquals(SenderShares.IN_ALL, sent.size());
    var other = lane(99, "https://other.example/");
    senders.await(other, () -> sent.add(other));
    assertEquals(SenderShares.IN_ALL, sent.size());
    senders.giveBack(sent.getFirst());
    assertEquals(other, sent.getLast());
  }

  @Test
  void oneReceiverHasNoMoreThanItsShareOverAllPartners() {
    for (var partner = 1; partner <= 40; partner++) {
      lane(partner, "https://silent.example/" + partner);
    }
    var other = lane(7, "https://other.example/");
    dispatch();
    assertEquals(WIDTH, sent.stream().filter(lane -> lane == other).count());
    assertEquals(SenderShares.TO_A_RECEIVER, sent.stream().filter(lane -> lane != other).count());
  }

  @Test
  void whatEndedMakesRoom() {
    for (var partner = 1; partner <= 40; partner++) {
      lane(partner, "https://silent.example:443/" + partner);
    }
    dispatch();
    var before = List.copyOf(sent);
    before.subList(0, 10).forEach(senders::giveBack);
    assertEquals(before.size() + 10, sent.size());
  }
}
