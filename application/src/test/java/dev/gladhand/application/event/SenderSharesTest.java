package dev.gladhand.application.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.event.Deliveries.Claimed;
import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
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
    var lane =
        new DeliveryLane(
            new Claimed(
                new Lease(webhook.id(), 1),
                webhook,
                SigningSecrets.of(WebhookSecret.make(new Random(7))),
                Health.fresh(NOW)),
            WIDTH);
    lane.fetched(
        IntStream.range(0, WIDTH)
            .mapToObj(n -> new Due(webhook.id(), new EventId(new UUID(3, ++made)), n, null, 0, 0))
            .toList(),
        true);
    lanes.add(lane);
    return lane;
  }

  private void dispatch() {
    senders.dispatch(lanes, NOW, (lane, _) -> sent.add(lane));
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
    assertTrue(sent.indexOf(lanes.getLast()) <= 1, "partners come in turn");
    assertTrue(sent.stream().distinct().count() > 90, "its subscriptions come in turn, too");
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
    dispatch();
    assertEquals(before.size() + 10, sent.size());
  }
}
