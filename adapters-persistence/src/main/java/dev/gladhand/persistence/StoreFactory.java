package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.persistence.connection.SettingsSchemas;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.database.PoolSettings;
import dev.gladhand.persistence.lane.StoreWakeups;
import dev.gladhand.persistence.schema.SharedTables;
import dev.gladhand.persistence.secret.MasterKeys;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Makes the beans of the store that need more than a constructor: the pool, which is Micronaut's
 * for {@code datasources.default}; the {@link EventBell}, which signals on this node that an event
 * was written; and the {@link StoreWakeups}, which signal changes to all nodes, such as that a lane
 * may be due. The program adds the {@link MasterKeys} and the {@link SettingsSchemas}.
 */
@Factory
final class StoreFactory {

  @Singleton
  Pool pool(DataSource source) throws SQLException {
    return new Pool(DelegatingDataSource.unwrapDataSource(source).unwrap(HikariDataSource.class));
  }

  @Singleton
  EventBell bell() {
    return new EventBell();
  }

  @Bean(preDestroy = "close")
  @Singleton
  StoreWakeups wakeups(Database database, SharedTables tables) {
    return new StoreWakeups(database, tables);
  }

  /**
   * Adds the settings of {@link PoolSettings} to the configuration of the pool before the pool is
   * made.
   */
  @Singleton
  static final class PoolCompletion implements BeanCreatedEventListener<DatasourceConfiguration> {
    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
      HikariConfig settings = event.getBean();
      PoolSettings.apply(settings);
      return event.getBean();
    }
  }
}
