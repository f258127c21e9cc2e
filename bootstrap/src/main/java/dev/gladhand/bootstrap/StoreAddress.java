package dev.gladhand.bootstrap;

import com.zaxxer.hikari.HikariConfig;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;

/**
 * Gives the pool its address and its credentials as they were written: as properties, a password
 * with a dollar and a brace in it would become another.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StoreAddress implements BeanCreatedEventListener<DatasourceConfiguration> {
  private final NodeSettings.Database database;

  StoreAddress(NodeSettings settings) {
    this.database = settings.database();
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    HikariConfig pool = event.getBean();
    pool.setJdbcUrl(database.url());
    if (database.user() != null) {
      pool.setUsername(database.user());
    }
    if (database.password() != null) {
      pool.setPassword(database.password());
    }
    return event.getBean();
  }
}
