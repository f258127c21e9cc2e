package dev.gladhand.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import dev.gladhand.persistence.sql.Dialect;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How connections are pooled and how long anything may take: together at most three seconds until a
 * database that is stopped or frozen is told as unavailable.
 */
public final class PoolSettings {
  /** More brought nothing on two cores, and less leaves commits waiting for each other. */
  private static final int CONNECTIONS = 16;

  /** For a free connection, or a new one. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  private static final Duration VALIDATION = Duration.ofMillis(500);

  private static final String CONNECT_TIMEOUT = "1";

  /** How long a lock is waited for, on both databases. */
  static final int LOCK_MILLIS = 1400;

  /**
   * A lock that somebody holds for longer makes a failure that is repeated; a transaction that a
   * frozen node left open is ended by the server, or it would keep its rows. A commit is durable
   * when it returns, even where the server or the role has that switched off: else its crash would
   * lose what was accepted, and forget what was sent; who has asked for more, as from standbys,
   * keeps it. And every statement here is to find its rows through an index: a plan that was made
   * while a table was small would read all of it when it has grown.
   */
  private static final String POSTGRESQL_SESSION =
      """
      set lock_timeout = '%dms'; set idle_in_transaction_session_timeout = '5s'; set timezone = 'UTC';
      set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
      set plan_cache_mode = force_generic_plan;
      select set_config('synchronous_commit', 'on', false)
      where current_setting('synchronous_commit') = 'off'"""
          .formatted(LOCK_MILLIS);

  /** Durable when a commit returns; one statement sees what was committed before it. */
  private static final Map<String, String> H2_URL = h2Url();

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
  private static final Duration LONGEST_MIGRATION = Duration.ofHours(4);

  private PoolSettings() {}

  private static Map<String, String> h2Url() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("MODE", "PostgreSQL");
    settings.put("WRITE_DELAY", "0");
    settings.put("LOCK_TIMEOUT", String.valueOf(LOCK_MILLIS));
    settings.put("DB_CLOSE_ON_EXIT", "FALSE");
    settings.put("QUERY_CACHE_SIZE", "128");
    // What fails is told by its exception; H2's own log would be a file with values in it.
    settings.put("TRACE_LEVEL_FILE", "0");
    // A repository's times go by the zone of the session, which may have an hour twice.
    settings.put("TIME ZONE", "UTC");
    return settings;
  }

  /** Whether a driver can make something of this address; it is not tried. */
  public static boolean understands(String url) {
    try {
      DriverManager.getDriver(url);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Connections to PostgreSQL for changes of the tables: one statement moves all rows of a table,
   * while a connection of the pool gives up on what takes longer than a call may.
   */
  public static DataSource forMigrations(
      String url, @Nullable String user, @Nullable String password) {
    var source = PostgresqlLogins.at(url, driver(), LONGEST_MIGRATION);
    if (user != null) {
      source.setUser(user);
      source.setPassword(password);
    }
    return source;
  }

  /** What every connection to PostgreSQL tells its driver. */
  private static Properties driver() {
    var settings = new Properties();
    settings.setProperty("connectTimeout", CONNECT_TIMEOUT);
    settings.setProperty("cancelSignalTimeout", CONNECT_TIMEOUT);
    settings.setProperty("tcpKeepAlive", "true");
    // Details repeat the values of a row, which belong in no log.
    settings.setProperty("logServerErrorDetail", "false");
    settings.setProperty("ApplicationName", "gladhand");
    return settings;
  }

  /** Completes a pool's settings: its address must be set. */
  public static void apply(HikariConfig config) {
    config.setPoolName("gladhand");
    if (config.getMaximumPoolSize() < 1) {
      config.setMaximumPoolSize(CONNECTIONS);
    }
    if (config.getMinimumIdle() < 0) {
      config.setMinimumIdle(2);
    }
    config.setConnectionTimeout(WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setAutoCommit(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    switch (Dialect.ofUrl(config.getJdbcUrl())) {
      case POSTGRESQL -> postgresql(config);
      case H2 -> config.setJdbcUrl(h2(config.getJdbcUrl()));
    }
  }

  private static void postgresql(HikariConfig config) {
    config.setConnectionInitSql(POSTGRESQL_SESSION);
    var settings = driver();
    settings.setProperty("preparedStatementCacheQueries", "512");
    settings.setProperty("preparedStatementCacheSizeMiB", "16");
    config.setDataSource(PostgresqlLogins.at(config.getJdbcUrl(), settings, LONGEST_ANSWER));
  }

  /** What the operator's address does not say itself. */
  static String h2(String url) {
    var complete = new StringBuilder(url);
    var upper = url.toUpperCase(Locale.ROOT);
    H2_URL.forEach(
        (name, value) -> {
          if (!upper.contains(";" + name + "=")) {
            complete.append(';').append(name).append('=').append(value);
          }
        });
    if (upper.startsWith("JDBC:H2:MEM:") && !upper.contains(";DB_CLOSE_DELAY=")) {
      complete.append(";DB_CLOSE_DELAY=-1");
    }
    return complete.toString();
  }
}
