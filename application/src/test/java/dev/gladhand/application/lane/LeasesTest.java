package dev.gladhand.application.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.PartnerId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeasesTest {
  @ParameterizedTest
  @CsvSource({
    // lanes of the node, held by all, held by this partner, one more
    "80, 0, 0, true",
    "80, 40, 40, true",
    "80, 69, 69, true",
    "80, 70, 70, false",
    "80, 79, 9, true",
    "80, 79, 40, false",
    "2, 1, 1, false",
    "1, 0, 0, true",
  })
  void aPartnerHoldsMoreThanHalfOnlyWhileOthersHaveRoom(
      int lanes, int held, int own, boolean oneMore) {
    var places = Leases.places(lanes);
    var partner = new PartnerId(new UUID(0, 0));
    for (var n = 0; n < held; n++) {
      var holder = n < own ? partner : new PartnerId(new UUID(1, n));
      assertTrue(places.take(List.of(holder)).isPresent(), () -> holder + " has its place");
    }
    assertEquals(oneMore, places.take(List.of(partner)).isPresent());
  }
}
