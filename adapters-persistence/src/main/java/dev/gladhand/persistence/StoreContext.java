package dev.gladhand.persistence;

import dev.gladhand.persistence.connection.SettingsSchemas;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.StoreClock;
import dev.gladhand.persistence.secret.MasterKeys;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/**
 * Opens the store alone, without a node, and brings the database's schema up to date. Thread-safe.
 */
public final class StoreContext implements AutoCloseable {
  private final ApplicationContext beans;

  private StoreContext(ApplicationContext beans) {
    this.beans = beans;
  }

  /**
   * Micronaut's properties that name the database and its user and switch the migrations on; they
   * serve a whole node as well as the store alone.
   */
  public static Map<String, Object> properties(String url, String user, String password) {
    return Map.of(
        "datasources.default.url", url,
        "datasources.default.username", user,
        "datasources.default.password", password,
        "flyway.datasources.default.enabled", true);
  }

  public static StoreContext open(String url, String user, String password) {
    return open(properties(url, user, password));
  }

  /**
   * Opens the store with these properties.
   *
   * @param beans further beans, such as a {@link StoreClock}
   */
  static StoreContext open(Map<String, Object> properties, Object... beans) {
    var context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .banner(false)
            .properties(properties)
            .singletons(beans)
            .start();
    return new StoreContext(context);
  }

  public SqlStore store(MasterKeys keys, SettingsSchemas schemas) {
    return SqlStore.of(beans, keys, schemas);
  }

  public Database database() {
    return beans.getBean(Database.class);
  }

  public <T> T bean(Class<T> type) {
    return beans.getBean(type);
  }

  @Override
  public void close() {
    beans.close();
  }
}
