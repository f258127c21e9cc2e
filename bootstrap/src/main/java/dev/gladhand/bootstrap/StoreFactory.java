package dev.gladhand.bootstrap;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.persistence.Database;
import dev.gladhand.persistence.MasterKeys;
import dev.gladhand.persistence.SettingsSchemas;
import dev.gladhand.persistence.SqlOperations;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.List;

/** What the store needs of the rest. */
@Factory
final class StoreFactory {
  @Singleton
  MasterKeys masterKeys(NodeSettings settings) {
    return new MasterKeys(settings.masterKey(), List.of());
  }

  @Singleton
  @Primary
  AnnouncedOperations operations(Database database, Wakeups wakeups) {
    return new AnnouncedOperations(new SqlOperations(database), wakeups);
  }

  @Singleton
  SettingsSchemas settingsSchemas(Adapters adapters) {
    return tsp -> adapters.find(tsp).map(TspAdapter::settings);
  }
}
