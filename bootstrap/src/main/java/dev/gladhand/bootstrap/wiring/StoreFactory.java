package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.http.node.ReadinessCheck;
import dev.gladhand.persistence.connection.SettingsSchemas;
import dev.gladhand.persistence.database.WritableDatabase;
import dev.gladhand.persistence.secret.MasterKeys;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the beans that the store needs. */
@Factory
final class StoreFactory {
  @Singleton
  MasterKeys masterKeys(NodeSettings settings) {
    return new MasterKeys(settings.masterKey(), settings.earlierKeys());
  }

  @Singleton
  SettingsSchemas settingsSchemas(Adapters adapters) {
    return tsp -> adapters.find(tsp).map(TspAdapter::settings);
  }

  /**
   * Reports the node as not ready while the database accepts no writes, because it is read-only or
   * damaged.
   */
  @Singleton
  ReadinessCheck writable(WritableDatabase database) {
    return () -> database.writable() ? null : "the database is read-only";
  }
}
