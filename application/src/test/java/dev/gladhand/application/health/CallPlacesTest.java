package dev.gladhand.application.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.PartnerId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallPlacesTest {
  private static final int MANY = 10_000;

  private final PartnerId hostile = new PartnerId(new UUID(1, 1));
  private final PartnerId victim = new PartnerId(new UUID(1, 2));

  private static int takeAll(CallPlaces places, PartnerId partner) {
    return (int) IntStream.range(0, MANY).takeWhile(_ -> places.take(partner)).count();
  }

  @Test
  void callsThatHangAtManyAddressesLeaveAnEighthForOthersAtEach() {
    var node = CallPlaces.ofNode();
    var addresses = Stream.generate(() -> new CallPlaces(node)).limit(3).toList();
    var taken = addresses.stream().map(places -> takeAll(places, hostile)).toList();
    assertEquals(List.of(896, 896, 0), taken);
    assertEquals(128, takeAll(addresses.getFirst(), victim));
    assertEquals(128, takeAll(addresses.getLast(), victim));
  }

  @Test
  void whatWasRefusedAtOneAddressTakesNoPlaceOfTheNode() {
    var node = CallPlaces.ofNode();
    var full = new CallPlaces(node);
    var taken = takeAll(full, hostile);
    IntStream.range(0, MANY).forEach(_ -> full.take(hostile));
    assertEquals(taken, node.held(hostile));
    full.giveBack(hostile);
    assertTrue(full.take(hostile));
  }
}
