package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.testkit.store.Samples;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers see while the database is away, and that nothing is lost or doubled by it. */
@Timeout(60)
final class PostgresqlFaultsTest {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  /** What a loaded machine may add. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static EmbeddedPostgres server;
  private static long postmaster;
  private static CutCommits way;
  private static StoreContext context;
  private static HikariDataSource pool;
  private static SqlStore store;
  private static Samples samples;
  private static Connection connection;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    postmaster = postmaster();
    way = new CutCommits(server.getPort());
    var url = "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres";
    context = StoreContext.open(url, "postgres", "");
    pool = context.bean(Pool.class).source();
    store = context.store(SqlFixture.KEYS, _ -> Optional.of(SqlFixture.SETTINGS));
    samples = new Samples(new SpeedStore(store));
    connection = samples.connection(samples.partner());
    SqlFixture.hear(store.database(), connection.partner());
  }

  @AfterAll
  static void stop() throws IOException {
    context.close();
    way.close();
    server.close();
  }

  private static void administer(String sql) {
    try (var direct = DriverManager.getConnection(server.getJdbcUrl("postgres", "template1"));
        var statement = direct.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T eventually(Supplier<T> what) {
    var until = System.nanoTime() + BACK_WITHIN.plus(SLACK).toNanos();
    while (true) {
      try {
        return what.get();
      } catch (StoreUnavailable e) {
        assertTrue(System.nanoTime() < until, "the store does not come back");
      }
    }
  }

  private static StoreUnavailable toldInTime(Supplier<?> what) {
    var began = System.nanoTime();
    var told = assertThrows(StoreUnavailable.class, what::get);
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(TOLD_WITHIN.plus(SLACK)) < 0, () -> "told after " + took);
    return told;
  }

  @Test
  void aCommitIsDurableEvenWhereTheServerHasThatSwitchedOff() throws SQLException {
    try (var direct = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
        var ours = pool.getConnection()) {
      assertEquals("off", durability(direct));
      assertEquals("on", durability(ours));
    }
  }

  private static String durability(java.sql.Connection sql) throws SQLException {
    try (var statement = sql.createStatement();
        var rows = statement.executeQuery("show synchronous_commit")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void aFrozenServerIsToldInTimeAndForgotten() throws Exception {
    samples.add(samples.message(connection));
    signal("STOP");
    try {
      for (var i = 0; i < 3; i++) {
        assertFalse(toldInTime(() -> samples.add(samples.message(connection))).maybeCommitted());
        toldInTime(() -> store.operations().find(new OperationId(samples.id())));
      }
    } finally {
      signal("CONT");
    }
    eventually(() -> samples.add(samples.message(connection)));
  }

  /** The parent first: a process that it began between the two would be missed. */
  private static void signal(String name) throws IOException, InterruptedException {
    var parent = ProcessHandle.of(postmaster).orElseThrow();
    signal(name, Stream.of(parent));
    signal(name, parent.children());
  }

  private static void signal(String name, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).start().waitFor();
  }

  private static long postmaster() throws SQLException {
    try (var direct = server.getPostgresDatabase().getConnection();
        var statement = direct.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      return ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }
  }

  @Test
  void aLostAnswerToACommitIsToldAndTheSameMayBeAddedAgain() {
    var op = samples.message(connection);
    var key = Samples.key(connection.partner(), "cut", "hash");
    var batch = List.of(new NewOperation(op, key));
    way.cutNext(1);
    var told = assertThrows(StoreUnavailable.class, () -> store.operations().add(batch));
    assertTrue(told.maybeCommitted());
    assertEquals(List.of(new AddResult.Added(op)), eventually(() -> store.operations().add(batch)));
    assertEquals(Optional.of(op), store.operations().find(op.id()));
    assertEquals(1, events(op.id()));
  }

  private static long events(OperationId id) {
    return store
        .database()
        .read(
            sql -> {
              try (var statement =
                  sql.prepareStatement("select count(*) from event where operation_id = ?")) {
                Parameters.of(statement).id(id.value());
                try (var rows = statement.executeQuery()) {
                  rows.next();
                  return rows.getLong(1);
                }
              }
            });
  }

  @Test
  void whatWasAcknowledgedIsThereOnceThoughBackendsAreKilled() {
    var accepted = new ArrayList<OperationId>();
    var refused = 0;
    for (var i = 0; i < 60; i++) {
      if (i % 6 == 0) {
        administer(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres' and"
                + " pid <> pg_backend_pid()");
      }
      var op = samples.message(connection);
      try {
        samples.add(op);
        accepted.add(op.id());
      } catch (StoreUnavailable e) {
        refused++;
      }
    }
    assertTrue(accepted.size() >= 40, refused + " were refused");
    for (var id : accepted) {
      assertTrue(eventually(() -> store.operations().find(id)).isPresent());
      assertEquals(1, events(id));
    }
  }

  @Test
  void aServerThatOnlyReadsTakesNothing() {
    administer("alter database postgres set default_transaction_read_only = on");
    try {
      pool.getHikariPoolMXBean().softEvictConnections();
      var told = toldInTime(() -> samples.add(samples.message(connection)));
      assertFalse(told.maybeCommitted());
    } finally {
      administer("alter database postgres reset default_transaction_read_only");
    }
    eventually(() -> samples.add(samples.message(connection)));
  }

  @Test
  void aRowThatSomebodyHoldsIsUnavailableInTime() throws Exception {
    try (var other = server.getPostgresDatabase().getConnection()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("select * from lane for update");
        toldInTime(
            () -> {
              store.lanes().park(connection.id(), "paused");
              return true;
            });
        // What does not want the row goes on.
        samples.add(samples.message(connection));
      } finally {
        other.rollback();
      }
    }
    eventually(() -> samples.add(samples.message(connection)));
  }
}
