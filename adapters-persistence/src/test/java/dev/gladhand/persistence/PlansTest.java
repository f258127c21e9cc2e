package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.testkit.store.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL finds what a call is about without reading everything else: the rows and the entries
 * of indexes that it reads are counted by its own statistics. Through one session, whose plans were
 * made while the tables were empty, as they are after a start.
 */
@Timeout(120)
final class PlansTest {
  private static final int ENDED = 20_000;
  private static final int WAITING = 2_000;

  /** Rows and entries of indexes of one call, none of which is about more than a page. */
  private static final int MOST = 500;

  private static final Duration LEASE = Duration.ofSeconds(30);

  private StoreContext session;
  private Database database;
  private SqlStore store;
  private Samples samples;
  private Connection quiet;
  private Connection busy;
  private Connection full;

  @BeforeEach
  void openSession() {
    // Migrations take two connections; and many rows are not made within the time that a call has.
    session = TestDatabase.open(TestDatabase.newPostgresql() + "&socketTimeout=0", 2);
    var pool = session.bean(Pool.class).source();
    pool.setMaximumPoolSize(1);
    pool.getHikariPoolMXBean().softEvictConnections();
    database = session.database();
    for (var table : List.of("operation", "work", "ending", "lane")) {
      execute("alter table " + table + " set (autovacuum_enabled = false)");
    }
    store = session.store(SqlFixture.KEYS, _ -> Optional.of(SqlFixture.SETTINGS));
    samples = new Samples(new SpeedStore(store));
    quiet = samples.connection(samples.partner());
    busy = samples.connection(quiet.partner(), Samples.TSP, "fleet-2", Settings.NONE);
    full = samples.connection(quiet.partner());
  }

  @AfterEach
  void closeSession() {
    session.close();
  }

  private void execute(String sql) {
    database.read(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private long read() {
    execute("select pg_stat_force_next_flush()");
    return database.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      """
                      select (select coalesce(sum(seq_tup_read) + sum(idx_tup_fetch), 0) from pg_stat_user_tables
                              where relname in ('operation', 'work', 'ending'))
                        + (select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes
                           where relname in ('operation', 'work', 'ending'))""")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  /**
   * As after weeks: much has ended, sync and async, and one thread of one lane waits, and much of
   * another.
   */
  private void fill() {
    var template = samples.message(quiet);
    samples.add(template);
    var lease = claim(quiet);
    samples.record(samples.succeeded(samples.begin(template, lease), null), lease);
    release(quiet, lease);
    for (var mode : List.of("async", "sync")) {
      execute(
          """
          with asked as (
            insert into operation (id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, payload, created_at)
            select gen_random_uuid(), o.partner_id, o.connection_id, o.tsp, o.fleet_ref, '%s', o.resource, o.type,
              o.payload, o.created_at
            from operation o, generate_series(1, %d) where o.id = '%s' returning *)
          insert into ending (id, partner_id, connection_id, resource, type, status, resource_id, attempts, created_at,
            updated_at)
          select id, partner_id, connection_id, resource, type, 'success', gen_random_uuid(), 1, created_at, created_at
          from asked"""
              .formatted(mode, ENDED, template.id().value()));
    }
    var first = samples.message(busy, "t-1");
    samples.add(first, samples.message(busy, "t-1"));
    waiting("fff0", first, WAITING);
    var other = samples.message(full);
    samples.add(other);
    waiting("fff1", other, ENDED);
  }

  /** So many more that are due, behind it where it is one of a thread. */
  private void waiting(String prefix, ResourceOperation first, int count) {
    execute(
        """
        with asked as (
          insert into operation (id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, payload, created_at)
          select cast('%1$s' || lpad(to_hex(s.x), 28, '0') as uuid), o.partner_id, o.connection_id, o.tsp, o.fleet_ref,
            o.mode, o.resource, o.type, o.payload, o.created_at
          from operation o, generate_series(1, %2$d) s (x) where o.id = '%3$s' returning *)
        insert into work (id, partner_id, connection_id, mode, resource, type, due_at, waiting, doubtful, midway, fence,
          attempts, order_key, behind, created_at, updated_at)
        select a.id, w.partner_id, w.connection_id, w.mode, w.resource, w.type, w.due_at, w.waiting, false, false, 0, 0,
          w.order_key, w.order_key is not null, w.created_at, w.updated_at
        from asked a, work w where w.id = '%3$s'"""
            .formatted(prefix, count, first.id().value()));
  }

  private void release(Connection connection, LaneLease<ConnectionId> lease) {
    assertEquals(connection.id(), lease.lane());
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
  }

  /** Claims the one lane, and leaves others as they are. */
  private LaneLease<ConnectionId> claim(Connection connection) {
    LaneLease<ConnectionId> mine = null;
    for (var claimed : store.lanes().claim("node-1", 10, LEASE)) {
      if (claimed.lease().lane().equals(connection.id())) {
        mine = claimed.lease();
      } else {
        store.lanes().release("node-1", List.of(new Release<>(claimed.lease(), null, null)));
      }
    }
    return Objects.requireNonNull(mine);
  }

  private void attempt(Connection connection, ResourceOperation added) {
    var lease = claim(connection);
    var first =
        store.operations().window(List.of(lease), 20).get(connection.id()).operations().getFirst();
    samples.record(samples.succeeded(samples.begin(first, lease), null), lease);
    release(connection, lease);
    assertTrue(store.operations().find(added.id()).isPresent());
  }

  private List<ResourceOperation> list(
      Resource resource, String fleet, OperationType type, String status) {
    return store
        .operations()
        .list(
            new OperationQuery(
                quiet.partner(),
                resource,
                null,
                null,
                fleet == null ? List.of() : List.of(fleet),
                type,
                status,
                null,
                null,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(1)),
                false,
                null,
                20));
  }

  private Map<String, Runnable> calls() {
    var calls = new LinkedHashMap<String, Runnable>();
    calls.put("add, try and give back", () -> attempt(quiet, added(samples.message(quiet))));
    calls.put("the same in a thread", () -> attempt(busy, added(samples.message(busy, "t-1"))));
    calls.put("the same where much waits", () -> attempt(full, added(samples.message(full))));
    calls.put(
        "sync",
        () -> {
          var op = added(samples.syncMessage(quiet));
          samples.record(samples.succeeded(samples.begin(op, null), null), null);
        });
    calls.put(
        "cancel",
        () -> {
          var op = added(samples.message(busy, "t-1"));
          assertTrue(store.operations().cancel(op.id(), samples.transitions().expire(op)));
        });
    calls.put(
        "cancel the first of a thread where much waits",
        () -> {
          var first = added(samples.message(full, "t-1"));
          var second = added(samples.message(full, "t-1"));
          for (var op : List.of(first, second)) {
            assertTrue(store.operations().cancel(op.id(), samples.transitions().expire(op)));
          }
        });
    calls.put("until next due", () -> store.lanes().untilNextDue());
    calls.put("expired", () -> store.operations().expired(20));
    calls.put("abandoned", () -> store.operations().abandonedSync(LEASE, 20));
    calls.put("prune nothing", () -> store.operations().prune(Instant.EPOCH, 20));
    calls.put("list", () -> list(null, null, null, null));
    calls.put("list pending", () -> list(null, null, null, "pending"));
    calls.put("list failed", () -> list(null, null, null, "failed"));
    calls.put("list of a rare resource", () -> list(Resource.TRAILER, null, null, null));
    calls.put("list of a rare type", () -> list(null, null, OperationType.UPDATE, null));
    calls.put("list of a fleet", () -> list(null, "fleet-2", null, null));
    calls.put("a step through the operations of a partner that asks for events", this::firstStep);
    return calls;
  }

  private void firstStep() {
    var events = new SqlEvents(database, Duration.ZERO);
    execute("delete from event");
    execute("delete from event_stream");
    execute(
        "insert into event_stream (partner_id, next_sequence, version, heard, behind, heard_at)"
            + " values ('%s', 1, 0, true, true, current_timestamp)".formatted(quiet.partner()));
    execute(
        "update operation set untold = true where id in (select id from operation order by id limit 40)");
    var made = events.sequence(20, Instant.now()).events();
    assertTrue(made > 0 && made <= 40, () -> made + " events");
    execute("delete from event_stream");
  }

  private ResourceOperation added(ResourceOperation op) {
    samples.add(op);
    return op;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallReadsWhatItIsAbout(boolean analyzed) throws SQLException {
    // The driver prepares what has run five times.
    for (var i = 0; i < 8; i++) {
      calls().values().forEach(Runnable::run);
    }
    fill();
    if (analyzed) {
      execute("analyze");
    }
    for (var call : calls().entrySet()) {
      // The first may pass over what has just died.
      call.getValue().run();
      var before = read();
      call.getValue().run();
      var seen = read() - before;
      assertTrue(seen <= MOST, () -> call.getKey() + " reads " + seen);
    }
  }

  /** That the statistics tell of it at all. */
  @Test
  void whatReadsEverythingIsSeen() {
    fill();
    var before = read();
    execute("select max(created_at) from operation");
    assertTrue(read() - before > ENDED);
  }
}
