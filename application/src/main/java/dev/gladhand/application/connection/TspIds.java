package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.Uuids;
import java.util.UUID;

/**
 * Gives TSPs UUIDs for callers that need them. The UUID is derived from the slug, so it is the same
 * in every installation.
 */
public final class TspIds {
  private static final UUID NAMESPACE = UUID.fromString("8f6d9c4e-2b7a-4a51-9c3e-61b0a7d2f5c8");

  private TspIds() {}

  public static UUID of(TspId tsp) {
    return Uuids.named(NAMESPACE, tsp.slug());
  }
}
