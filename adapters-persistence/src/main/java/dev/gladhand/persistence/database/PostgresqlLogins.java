package dev.gladhand.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes connections to PostgreSQL. A login may take as long as a busy server needs; later answers
 * have a shorter time-out, unless the address has a {@code socketTimeout} of its own.
 */
final class PostgresqlLogins extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  /** The time limit of a login, in seconds. */
  private static final String LOGIN = "15";

  private final boolean limited;
  private final Duration answer;

  private PostgresqlLogins(boolean limited, Duration answer) {
    this.limited = limited;
    this.answer = answer;
  }

  /**
   * Makes connections to an address.
   *
   * @param settings the driver's settings by their names
   * @param answer the time limit of every answer after the login
   */
  static PostgresqlLogins at(String url, Properties settings, Duration answer) {
    var logins = new PostgresqlLogins(!url.contains("socketTimeout="), answer);
    logins.setUrl(url);
    try {
      for (var name : settings.stringPropertyNames()) {
        logins.setProperty(name, settings.getProperty(name));
      }
      logins.setProperty("loginTimeout", LOGIN);
      if (logins.limited) {
        logins.setProperty("socketTimeout", LOGIN);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the driver does not know a setting", e);
    }
    return logins;
  }

  /**
   * Ignores the time limit for logins that the pool sets, which is only as long as callers wait for
   * a connection; {@link #LOGIN} is the limit.
   */
  @Override
  public void setLoginTimeout(int seconds) {
    // The limit is fixed when this is made.
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    var connection = super.getConnection(user, password);
    if (limited) {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answer.toMillis()));
    }
    return connection;
  }
}
