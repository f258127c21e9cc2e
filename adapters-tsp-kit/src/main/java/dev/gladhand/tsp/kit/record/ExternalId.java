package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Write;

/**
 * The external id that a new record gets at the TSP: the one in the write or, if the write has
 * none, the operation's key.
 *
 * @param own whether the value is the operation's key, which no other write can have used
 */
public record ExternalId(String value, boolean own) {
  public static ExternalId of(Write<?> write) {
    // Trailers have a field of the same name; users have none.
    var given = write.payload().fields().get(Vehicle.EXTERNAL_ID);
    return given == null || given.isEmpty()
        ? new ExternalId(write.key().hex(), true)
        : new ExternalId(given, false);
  }
}
