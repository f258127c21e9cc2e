package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Uuids;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gateway's ids of fleets. All connections of one partner with one {@code fleet_ref} get
 * the same fleet id.
 */
public final class FleetIds {
  private final Supplier<UUID> random;

  public FleetIds(Supplier<UUID> random) {
    this.random = random;
  }

  /** The id of a fleet; a connection without a {@code fleet_ref} gets a new id. */
  public UUID of(PartnerId partner, @Nullable String fleetRef) {
    return fleetRef == null ? random.get() : Uuids.named(partner.value(), fleetRef);
  }
}
