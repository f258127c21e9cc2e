package dev.gladhand.application.health;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gladhand.application.limit.LaneSamples;
import dev.gladhand.application.limit.LimitedTsp;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.limit.RateLimits;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TspHealthTest {
  private final TspHealth.All all = new TspHealth.All();

  private TspHealth of(int partner) {
    var sample = LaneSamples.connection(Settings.NONE);
    return all.of(
        new LimitedTsp(RateLimits::unknown),
        new Connection(
            sample.id(),
            new PartnerId(new UUID(1, partner)),
            sample.tsp(),
            sample.fleetId(),
            null,
            sample.settings(),
            ConnectionStatus.ACTIVE,
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            1));
  }

  @Test
  void whatIsKnownOfATspInUseStaysWhileManyPartnersCome() {
    var first = of(0);
    for (var partner = 1; partner <= 20_000; partner++) {
      assertSame(first.all(), of(partner).all());
      if (partner % 1_000 == 0) {
        assertSame(first, of(0));
      }
    }
  }
}
