package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Uuids;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Our ids of fleets: the same for all connections that a partner gives the same name of a fleet.
 */
public final class FleetIds {
  private final Supplier<UUID> random;

  public FleetIds(Supplier<UUID> random) {
    this.random = random;
  }

  /** A fleet without a name is one of its own. */
  public UUID of(PartnerId partner, @Nullable String fleetRef) {
    return fleetRef == null ? random.get() : Uuids.named(partner.value(), fleetRef);
  }
}
