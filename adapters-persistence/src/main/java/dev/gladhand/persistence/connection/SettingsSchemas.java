package dev.gladhand.persistence.connection;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.Optional;

/**
 * Knows the settings of each TSP's connections, so that stored ones can be read; empty for a TSP
 * that is gone.
 */
@FunctionalInterface
public interface SettingsSchemas {
  Optional<SettingsSchema> of(TspId tsp);
}
