package dev.gladhand.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/** Starts a PostgreSQL whose commits are durable. */
public final class Database implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final AtomicInteger count = new AtomicInteger();

  public Database() {
    this(Map.of());
  }

  private Database(Map<String, String> more) {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on")
              .setServerConfig("max_connections", "300")
              .setServerConfig("shared_buffers", "512MB")
              .setServerConfig("max_wal_size", "4GB");
      more.forEach(builder::setServerConfig);
      server = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server that also counts the calls and the time of each statement, with {@code
   * pg_stat_statements}.
   */
  static Database counting() {
    return new Database(Map.of("shared_preload_libraries", "pg_stat_statements"));
  }

  int port() {
    return server.getPort();
  }

  /** The JDBC address of the database {@code postgres}, which always exists. */
  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Creates an empty database; returns its JDBC address. */
  public String fresh() {
    var name = "bench" + count.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.getJdbcUrl("postgres", name);
  }

  static Connection connect(String url) {
    try {
      return DriverManager.getConnection(url, "postgres", "postgres");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The processor time that the running processes of the PostgreSQL server have used since their
   * start. Processes that have ended, such as those of closed connections, do not count.
   */
  static Duration processor(String url) {
    try (var connection = connect(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      return ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).stream()
          .flatMap(ProcessHandle::children)
          .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
          .reduce(Duration.ZERO, Duration::plus);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Measures how many rows a second several clients insert, each row with a commit of its own, as
   * pgbench does. The rows are about as large as an operation.
   *
   * @param clients the number of concurrent connections
   */
  static Load.Result singleInserts(String url, int clients, Duration time) {
    var micros = new ConcurrentHistogram(60_000_000, 3);
    var done = new LongAdder();
    var errors = new LongAdder();
    try (var connection = connect(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists bare (id uuid primary key, connection_id uuid, payload text)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var payload = "x".repeat(400);
    var end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var i = 0; i < clients; i++) {
        threads.submit(
            () -> {
              try (var connection = connect(url);
                  var insert = connection.prepareStatement("insert into bare values (?, ?, ?)")) {
                while (System.nanoTime() < end) {
                  var begun = System.nanoTime();
                  insert.setObject(1, UUID.randomUUID());
                  insert.setObject(2, UUID.randomUUID());
                  insert.setString(3, payload);
                  insert.executeUpdate();
                  micros.recordValue((System.nanoTime() - begun) / 1000);
                  done.increment();
                }
              } catch (SQLException e) {
                errors.increment();
              }
            });
      }
    }
    return new Load.Result(done.sum() / (time.toMillis() / 1e3), errors.sum(), micros);
  }

  /** Waits until all writes of these connections have ended. */
  static void awaitNonePending(String url, List<UUID> connections) throws SQLException {
    try (var connection = connect(url);
        var pending =
            connection.prepareStatement(
                "select 1 from work where connection_id = any(?) and due_at is not null limit 1")) {
      pending.setArray(1, connection.createArrayOf("uuid", connections.toArray()));
      while (true) {
        try (var rows = pending.executeQuery()) {
          if (!rows.next()) {
            return;
          }
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
