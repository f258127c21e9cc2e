package dev.gladhand.persistence;

import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.database.StoreClock;
import dev.gladhand.persistence.sql.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one PostgreSQL server for the JVM, and a database of its own for each that
 * asks.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final StoreContext context;
  private final Pool pool;

  private TestDatabase(String url) {
    // The time of the store, moved by so many microseconds, or one that stands still.
    var now =
        "(select coalesce(still, %s + moved * interval '0.000001' second) from test_clock)"
            .formatted(Dialect.ofUrl(url).now());
    context = open(url, 8, new StoreClock(now));
    pool = context.bean(Pool.class);
    execute("create table test_clock (moved bigint not null, still timestamp(6) with time zone)");
    execute("insert into test_clock (moved) values (0)");
  }

  /** With a pool of at most so many connections, none of which is kept idle. */
  static StoreContext open(String url, int connections, Object... beans) {
    var properties = new HashMap<>(StoreContext.properties(url, user(url), ""));
    properties.put("datasources.default.maximum-pool-size", connections);
    properties.put("datasources.default.minimum-idle", 0);
    return StoreContext.open(properties, beans);
  }

  static String user(String url) {
    return url.startsWith("jdbc:h2") ? "sa" : "postgres";
  }

  public static TestDatabase h2() {
    return new TestDatabase("jdbc:h2:mem:test" + NUMBER.incrementAndGet());
  }

  public static TestDatabase postgresql() {
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

  public StoreContext context() {
    return context;
  }

  public Database database() {
    return context.database();
  }

  public int execute(String sql) {
    try (var connection = pool.source().getConnection();
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
          "work",
          "ending",
          "lane",
          "connection",
          "connection_secret",
          "invitation",
          "oauth_app",
          "sign_in",
          "secret",
          "partner",
          "partner_lock",
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
          "webhook_gone",
          "audit_event",
          "kept_bytes"
        }) {
      execute("delete from " + table);
    }
    execute("update audit_chain set position = 0, hash = null, pruned = 0, pruned_hash = null");
    execute("update kept_counted set up_to = '00000000-0000-0000-0000-000000000000'");
    execute("update test_clock set moved = 0, still = null");
  }

  @Override
  public void close() {
    context.close();
  }
}
