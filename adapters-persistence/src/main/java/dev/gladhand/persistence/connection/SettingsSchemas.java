package dev.gladhand.persistence.connection;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.Optional;

/**
 * Gives the settings schema of each TSP, by which stored settings are read; empty for a TSP without
 * an adapter.
 */
@FunctionalInterface
public interface SettingsSchemas {
  Optional<SettingsSchema> of(TspId tsp);
}
