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
 * The settings of the pool and the time limits of calls. With them, a stopped or paused database is
 * reported as unavailable within three seconds.
 */
public final class PoolSettings {
  /**
   * The size of the pool. More connections were not faster on two cores, and with fewer, commits
   * wait for each other.
   */
  private static final int CONNECTIONS = 16;

  /** How long a call waits for a free or a new connection. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  private static final Duration VALIDATION = Duration.ofMillis(500);

  private static final String CONNECT_TIMEOUT = "1";

  /** The longest wait for a lock, on both databases. */
  static final int LOCK_MILLIS = 1400;

  /**
   * The settings of each session. A call that waits longer than {@link #LOCK_MILLIS} for a lock
   * fails, and is repeated. The server ends a transaction that a paused node left open, which would
   * otherwise keep its rows locked. A commit is durable when it returns, even if the server or the
   * role has that switched off: otherwise a crash of the server would lose accepted writes and
   * forget sent ones. A stricter setting, such as waiting for standbys, is kept. Every statement
   * uses an index, because a plan that was made while a table was small would otherwise read the
   * whole table after it has grown.
   */
  private static final String POSTGRESQL_SESSION =
      """
      set lock_timeout = '%dms'; set idle_in_transaction_session_timeout = '5s'; set timezone = 'UTC';
      set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
      set plan_cache_mode = force_generic_plan;
      select set_config('synchronous_commit', 'on', false)
      where current_setting('synchronous_commit') = 'off'"""
          .formatted(LOCK_MILLIS);

  /**
   * The settings of H2: a commit is durable when it returns, and a statement sees what was
   * committed before it.
   */
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
    // Failures are reported by exceptions; H2's own log would be a file with values in it.
    settings.put("TRACE_LEVEL_FILE", "0");
    // A repository converts times by the time zone of the session; in a zone with summer time an
    // hour may be ambiguous.
    settings.put("TIME ZONE", "UTC");
    return settings;
  }

  /** Whether a driver accepts this address; no connection is made. */
  public static boolean understands(String url) {
    try {
      DriverManager.getDriver(url);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Makes connections to PostgreSQL for migrations. One statement of a migration may move all rows
   * of a table, which takes longer than a connection of the pool waits for an answer.
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

  /** The driver's settings of every connection to PostgreSQL. */
  private static Properties driver() {
    var settings = new Properties();
    settings.setProperty("connectTimeout", CONNECT_TIMEOUT);
    settings.setProperty("cancelSignalTimeout", CONNECT_TIMEOUT);
    settings.setProperty("tcpKeepAlive", "true");
    // Details repeat the values of a row, which must not be logged.
    settings.setProperty("logServerErrorDetail", "false");
    settings.setProperty("ApplicationName", "gladhand");
    return settings;
  }

  /** Completes a pool's settings; the address must be set before. */
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

  /**
   * Completes an address of H2: adds each setting of {@link #H2_URL} that the operator's address
   * does not name.
   */
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
