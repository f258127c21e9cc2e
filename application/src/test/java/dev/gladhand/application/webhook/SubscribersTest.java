package dev.gladhand.application.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Filters;
import dev.gladhand.application.event.Occurrence;
import dev.gladhand.application.webhook.Subscribers.Subscriber;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscribersTest {
  private static final ConnectionId ONE = new ConnectionId(new UUID(0, 1));
  private static final ConnectionId TWO = new ConnectionId(new UUID(0, 2));
  private static final WebhookId ALL = new WebhookId(new UUID(1, 1));
  private static final WebhookId EAST = new WebhookId(new UUID(1, 2));
  private static final WebhookId OF_ONE = new WebhookId(new UUID(1, 3));
  private static final WebhookId EAST_OF_ONE = new WebhookId(new UUID(1, 4));

  private final Subscribers subscribers =
      new Subscribers(
          List.of(
              subscriber(ALL, List.of(), List.of()),
              subscriber(EAST, List.of("east", "north"), List.of()),
              subscriber(OF_ONE, List.of(), List.of(ONE)),
              subscriber(EAST_OF_ONE, List.of("east"), List.of(ONE))));

  private static Subscriber subscriber(
      WebhookId id, List<String> fleets, List<ConnectionId> connections) {
    return new Subscriber(
        id, EventPattern.INVITATIONS, new Filters(fleets, connections, List.of(), List.of()));
  }

  private List<WebhookId> of(@Nullable ConnectionId connection, @Nullable String fleet) {
    return subscribers
        .of(
            new Occurrence(
                1,
                new PartnerId(new UUID(2, 1)),
                "invitation.created",
                Mode.ASYNC,
                connection,
                fleet,
                null))
        .stream()
        .sorted(Comparator.comparing(WebhookId::value))
        .toList();
  }

  @Test
  void anEventOfAFleetGoesToThoseWhoAskedForThatFleet() {
    assertEquals(List.of(ALL, EAST, OF_ONE, EAST_OF_ONE), of(null, "east"));
    assertEquals(List.of(ALL, EAST, OF_ONE), of(null, "north"));
    assertEquals(List.of(ALL, OF_ONE), of(null, "west"));
  }

  @Test
  void anEventOfAConnectionGoesToThoseWhoAskedForThatConnection() {
    assertEquals(List.of(ALL, EAST, OF_ONE, EAST_OF_ONE), of(ONE, "east"));
    assertEquals(List.of(ALL, EAST), of(TWO, "east"));
    assertEquals(List.of(ALL, OF_ONE), of(ONE, "west"));
    assertEquals(List.of(ALL, OF_ONE), of(ONE, null));
  }

  @Test
  void anEventOfNeitherGoesToEverybodyOnce() {
    assertEquals(List.of(ALL, EAST, OF_ONE, EAST_OF_ONE), of(null, null));
  }
}
