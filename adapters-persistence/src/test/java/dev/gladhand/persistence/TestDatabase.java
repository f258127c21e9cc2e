package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one PostgreSQL server for the JVM, and a database of its own for each that
 * asks.
 */
final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HikariDataSource source;
  private final Database database;

  private TestDatabase(String url) {
    var settings = PoolSettings.of(url, url.startsWith("jdbc:h2") ? "sa" : "postgres", "");
    settings.setMaximumPoolSize(8);
    settings.setMinimumIdle(0);
    source = new HikariDataSource(settings);
    var dialect = Dialect.ofUrl(url);
    // The time of the store, moved by so many microseconds.
    var now =
        "(select %s + moved * interval '0.000001' second from test_clock)".formatted(dialect.now());
    database = new Database(source, dialect, now);
    Migrations.run(database);
    execute("create table test_clock (moved bigint not null)");
    execute("insert into test_clock values (0)");
  }

  static TestDatabase h2() {
    return new TestDatabase("jdbc:h2:mem:test" + NUMBER.incrementAndGet());
  }

  static TestDatabase postgresql() {
    return new TestDatabase(newPostgresql());
  }

  /** The address of an empty database. */
  static String newPostgresql() {
    var name = "test" + NUMBER.incrementAndGet();
    try (var connection = Server.ONLY.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.ONLY.getJdbcUrl("postgres", name);
  }

  /** Started when first asked for; stops with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres ONLY = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Database database() {
    return database;
  }

  int execute(String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As after the migrations. */
  void empty() {
    for (var table :
        new String[] {
          "operation",
          "lane",
          "connection",
          "connection_secret",
          "secret",
          "partner",
          "reference",
          "event",
          "idempotency_key",
          "refresh_job",
          "event_stream",
          "webhook",
          "webhook_secret",
          "webhook_lane",
          "webhook_delivery",
          "webhook_attempt",
          "webhook_figure",
          "webhook_gone"
        }) {
      execute("delete from " + table);
    }
    execute("update test_clock set moved = 0");
  }

  @Override
  public void close() {
    source.close();
  }
}
