package dev.gladhand.bootstrap;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.persistence.MasterKeys;
import dev.gladhand.persistence.SqlStore;
import dev.gladhand.persistence.StoreTime;
import dev.gladhand.persistence.StoreWakeups;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;

/** Opens the store, and hands out its ports. */
@Factory
final class StoreFactory {
  @Singleton
  @Bean(preDestroy = "close")
  OpenStore store(NodeSettings settings, Adapters adapters) {
    return OpenStore.open(
        settings.database(),
        new MasterKeys(settings.masterKey(), List.of()),
        tsp -> adapters.find(tsp).map(TspAdapter::settings));
  }

  @Singleton
  SqlStore ports(OpenStore store) {
    return store.ports();
  }

  @Singleton
  @Bean(preDestroy = "close")
  StoreWakeups wakeups(SqlStore store) {
    return new StoreWakeups(store.database());
  }

  /** The time that all nodes share. */
  @Singleton
  StoreTime time(SqlStore store) {
    return new StoreTime(store.database());
  }

  @Singleton
  Operations operations(SqlStore store) {
    return store.operations();
  }

  @Singleton
  Lanes lanes(SqlStore store) {
    return store.lanes();
  }

  @Singleton
  Connections connections(SqlStore store) {
    return store.connections();
  }

  @Singleton
  References references(SqlStore store) {
    return store.references();
  }

  @Singleton
  Partners partners(SqlStore store) {
    return store.partners();
  }

  @Singleton
  Secrets secrets(SqlStore store) {
    return store.secrets();
  }

  @Singleton
  RefreshJobs refreshJobs(SqlStore store) {
    return store.refreshJobs();
  }
}
