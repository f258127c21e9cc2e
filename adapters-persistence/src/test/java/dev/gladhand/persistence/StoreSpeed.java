package dev.gladhand.persistence;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Dialect;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.testkit.store.Samples;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Measures the hot statements through one thread, everything durable: {@code main(postgresql|h2,
 * operations a batch, seconds)}. No test: figures depend on the machine.
 */
public final class StoreSpeed {
  private static final int CONNECTIONS = Integer.getInteger("connections", 50);

  /** Characters of a message's text; 0 for the usual short one. */
  private static final int TEXT = Integer.getInteger("text", 0);

  /** Whether somebody reads the events of the partners. */
  private static final boolean HEARD = Boolean.getBoolean("heard");

  private final SqlStore store;
  private final List<Connection> connections = new ArrayList<>();
  private final Samples samples;

  private StoreSpeed(StoreContext context) {
    store = context.store(SqlFixture.KEYS, _ -> Optional.of(SqlFixture.SETTINGS));
    samples = new Samples(new SpeedStore(store));
    for (var i = 0; i < CONNECTIONS; i++) {
      var partner = samples.partner();
      connections.add(samples.connection(partner));
      if (HEARD) {
        SqlFixture.hear(context.database(), partner);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    var kind = arguments[0];
    var seconds = Integer.parseInt(arguments[1]);
    if (kind.equals("postgresql")) {
      try (var server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_wal_size", "4GB")
              .start()) {
        run(server.getJdbcUrl("postgres", "postgres"), "postgres", arguments, seconds);
      }
    } else {
      var folder = Files.createTempDirectory("speed");
      run("jdbc:h2:file:" + folder.resolve("store"), "sa", arguments, seconds);
    }
  }

  private static void run(String url, String user, String[] arguments, int seconds) {
    try (var context = StoreContext.open(url, user, "")) {
      var database = context.database();
      if (database.dialect() == Dialect.POSTGRESQL) {
        findPostmaster(database);
        wal = () -> wal(database);
      }
      var speed = new StoreSpeed(context);
      for (var i = 2; i < arguments.length; i++) {
        speed.measure(Integer.parseInt(arguments[i]), Duration.ofSeconds(seconds));
      }
    }
  }

  /** The same through the same code, without anything that the store does besides. */
  private void bare(int batch, Duration time) {
    store
        .database()
        .read(
            sql -> {
              try (var statement = sql.createStatement()) {
                return statement.execute(
                    "create table if not exists bare (id uuid primary key, payload varchar)");
              }
            });
    mark();
    var insert = new MultiInsert("bare", "id uuid", "payload text");
    var added = 0;
    var spent = 0L;
    for (var until = System.nanoTime() + time.toNanos(); System.nanoTime() < until; ) {
      var ids = new ArrayList<java.util.UUID>();
      for (var i = 0; i < batch; i++) {
        ids.add(samples.id());
      }
      var began = System.nanoTime();
      store
          .database()
          .transact(sql -> insert.run(sql, ids, (id, row) -> row.id(id).text("x".repeat(200))));
      spent += System.nanoTime() - began;
      added += batch;
    }
    report("bare insert", batch, added, spent);
  }

  private void measure(int batch, Duration time) {
    bare(batch, time);
    mark();
    var waiting = new ArrayList<ResourceOperation>();
    var added = 0;
    var spent = 0L;
    for (var until = System.nanoTime() + time.toNanos(); System.nanoTime() < until; ) {
      var operations = new ArrayList<NewOperation>(batch);
      for (var i = 0; i < batch; i++) {
        var op = withText(samples.message(connections.get((added + i) % CONNECTIONS)));
        operations.add(new NewOperation(op, null));
        waiting.add(op);
      }
      var began = System.nanoTime();
      store.operations().add(operations);
      spent += System.nanoTime() - began;
      added += batch;
    }
    report("add", batch, added, spent);
    drain(batch, waiting);
  }

  private static ResourceOperation withText(ResourceOperation op) {
    if (TEXT == 0) {
      return op;
    }
    return new ResourceOperation(
        op.id(),
        op.createdAt(),
        op.updatedAt(),
        op.partner(),
        op.connection(),
        op.tsp(),
        op.fleetRef(),
        op.mode(),
        op.type(),
        op.target(),
        Payloads.restore(op.resource(), Map.of("message_text", words())),
        op.state(),
        op.attempts(),
        op.log(),
        op.progress(),
        op.notDelivered(),
        op.expiresAt(),
        op.retriedFrom(),
        op.trace());
  }

  /** A text of that length which the server cannot compress much. */
  private static String words() {
    var text = new StringBuilder();
    while (text.length() < TEXT) {
      text.append(UUID.randomUUID()).append(' ');
    }
    return text.substring(0, TEXT);
  }

  private void drain(int batch, List<ResourceOperation> waiting) {
    var leases = new HashMap<Object, LaneLease<ConnectionId>>();
    store.lanes().claim("speed", CONNECTIONS, Duration.ofMinutes(10)).stream()
        .map(Claimed::lease)
        .forEach(lease -> leases.put(lease.lane(), lease));
    var windows = 0L;
    var began = System.nanoTime();
    var seen = 0;
    for (; windows < 200; windows++) {
      seen +=
          store.operations().window(leases.values(), 20).values().stream()
              .mapToInt(window -> window.operations().size())
              .sum();
    }
    report("window of 50 lanes", seen / 200, seen, System.nanoTime() - began);
    var times = new HashMap<String, Long>();
    for (var from = 0; from < waiting.size(); from += batch) {
      var some = waiting.subList(from, Math.min(waiting.size(), from + batch));
      attempt(some, leases, times);
    }
    report("begin", batch, waiting.size(), times.get("begin"));
    report("record", batch, waiting.size(), times.get("record"));
    began = System.nanoTime();
    store
        .lanes()
        .release(
            "speed",
            leases.values().stream()
                .map(lease -> new Release<ConnectionId, String>(lease, null, null))
                .toList());
    report("release of 50 lanes", 50, 50, System.nanoTime() - began);
  }

  private void attempt(
      List<ResourceOperation> some,
      Map<Object, LaneLease<ConnectionId>> leases,
      Map<String, Long> times) {
    var transitions =
        new Transitions(
            RetryPolicy.DEFAULT,
            Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS),
            0);
    var begins =
        some.stream()
            .map(op -> new Begin(transitions.begin(op), leases.get(op.connection())))
            .toList();
    var start = System.nanoTime();
    if (store.operations().begin(begins).contains(false)) {
      throw new AssertionError("an attempt did not begin");
    }
    times.merge("begin", System.nanoTime() - start, Long::sum);
    var records =
        begins.stream()
            .map(
                begin ->
                    new Recorded(
                        transitions.after(begin.operation(), Outcome.accepted(), RepeatSafety.SAFE),
                        begin.lease().fence(),
                        true))
            .toList();
    start = System.nanoTime();
    if (store.operations().record(records).contains(false)) {
      throw new AssertionError("a result was not recorded");
    }
    times.merge("record", System.nanoTime() - start, Long::sum);
  }

  private static void report(String what, int batch, int operations, long nanos) {
    System.out.printf(
        "%-20s batch %4d: %,8.0f/s, %6.2f ms a batch; processor %5.1f us here and %5.1f us in the server, %,7d bytes of WAL for each%n",
        what,
        batch,
        operations * 1e9 / nanos,
        nanos / 1e6 * batch / operations,
        (cpuHere() - here) / 1e3 / operations,
        (cpuOfServer() - there) / 1e3 / operations,
        (wal.getAsLong() - written) / operations);
    mark();
  }

  private static long here;
  private static long there;
  private static long written;

  /** Reads how far the write-ahead log of our PostgreSQL server is; H2 has none. */
  private static LongSupplier wal = () -> 0;

  private static void mark() {
    written = wal.getAsLong();
    here = cpuHere();
    there = cpuOfServer();
  }

  private static long wal(Database database) {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement("select pg_current_wal_insert_lsn() - '0/0'");
              var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  private static long cpuHere() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long postmaster = -1;

  /** Of all that our PostgreSQL server runs, in nanoseconds; of none with H2. */
  private static long cpuOfServer() {
    if (postmaster < 0) {
      return 0;
    }
    return ProcessHandle.of(postmaster)
        .orElseThrow()
        .children()
        .mapToLong(
            process -> {
              var words = stat(process.pid());
              return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * 10_000_000L;
            })
        .sum();
  }

  private static String[] stat(long process) {
    try {
      var fields = Files.readString(Path.of("/proc/" + process + "/stat"));
      return fields.substring(fields.lastIndexOf(')') + 2).split(" ");
    } catch (java.io.IOException e) {
      return "0 0 0 0 0 0 0 0 0 0 0 0 0 0".split(" ");
    }
  }

  private static void findPostmaster(Database database) {
    postmaster =
        database.read(
            sql -> {
              try (var statement = sql.prepareStatement("select pg_backend_pid()");
                  var rows = statement.executeQuery()) {
                rows.next();
                return Long.parseLong(stat(rows.getLong(1))[1]);
              }
            });
  }
}
