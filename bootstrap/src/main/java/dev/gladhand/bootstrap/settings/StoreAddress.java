package dev.gladhand.bootstrap.settings;

import com.zaxxer.hikari.HikariConfig;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;

/**
 * Sets the address and credentials of the database's connection pool exactly as they were written.
 * As a property of the framework, a password that contains a dollar sign and a brace would be
 * changed.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StoreAddress implements BeanCreatedEventListener<DatasourceConfiguration> {
  private final BeanProvider<NodeSettings> settings;

  /**
   * @param settings the settings of the node; without them, the pool keeps the address with which
   *     it was made
   */
  StoreAddress(BeanProvider<NodeSettings> settings) {
    this.settings = settings;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    settings.ifPresent(known -> put(known.database(), event.getBean()));
    return event.getBean();
  }

  private static void put(NodeSettings.Database database, HikariConfig pool) {
    pool.setJdbcUrl(database.url());
    if (database.user() != null) {
      pool.setUsername(database.user());
    }
    if (database.password() != null) {
      pool.setPassword(database.password());
    }
  }
}
