package dev.gladhand.persistence.connection;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.Optional;

/**
 * Finds the settings schema of a TSP, with which the stored settings of its connections are read;
 * empty for a TSP without an adapter.
 */
@FunctionalInterface
public interface SettingsSchemas {
  Optional<SettingsSchema> of(TspId tsp);
}
