package dev.gladhand.benchmarks;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.SqlStore;
import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.secret.MasterKeys;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Compares the store on PostgreSQL with one whose tables {@code operation} and {@code ending} are
 * partitioned into months by their time-ordered ids: what calls of the store cost, and what
 * deleting a month of operations costs. Start it with {@code scripts/benchmark Partitions
 * [operations] [rounds]}.
 */
public final class Partitions {
  private static final int MONTHS = 13;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int BATCH = 64;
  private static final int DELETED_AT_ONCE = 1_000;
  private static final List<String> TABLES = List.of("operation", "ending");

  private final String url;
  private final SqlStore store;
  private final BacklogRows rows;
  private final Instant since;
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  private Partitions(String url, SqlStore store, int count) {
    this.url = url;
    this.store = store;
    var span = MONTH.multipliedBy(MONTHS).minus(MONTH.dividedBy(2));
    rows =
        new BacklogRows(
            store, false, new PartnerId(new UUID(7L << 12, 0x8000_0000_0000_0001L)), span);
    since = rows.since();
    rows.ended(count);
  }

  public static void main(String[] args) throws IOException, SQLException {
    var count = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
    var rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (var server = new Database()) {
      var whole = server.fresh();
      var parted = server.fresh();
      try (var first = open(whole);
          var second = open(parted)) {
        var plain = new Partitions(whole, store(first), count);
        var divided = new Partitions(parted, store(second), count);
        divided.divide();
        List.of(plain, divided).forEach(one -> one.rows.settle());
        for (var round = 0; round <= rounds; round++) {
          plain.calls();
          divided.calls();
          if (round == 0) {
            plain.figures.clear();
            divided.figures.clear();
          }
        }
        System.out.printf(
            "%nmedians of %d rounds, %,d operations in %d months | one table | partitions%n",
            rounds, count, MONTHS);
        plain.figures.forEach(
            (what, values) ->
                System.out.printf(
                    Locale.ROOT,
                    "%-44s %9.1f %9.1f%n",
                    what,
                    median(values),
                    median(divided.figures.getOrDefault(what, List.of()))));
        plain.deleteRows();
        divided.locks();
        divided.dropMonth();
      }
    }
  }

  private static StoreContext open(String url) {
    return StoreContext.open(url + "&socketTimeout=0", "postgres", "postgres");
  }

  private static SqlStore store(StoreContext context) {
    return context.store(new MasterKeys(new byte[32], List.of()), _ -> Optional.empty());
  }

  private static double median(List<Double> values) {
    return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
  }

  private UUID from(int month) {
    return TimeOrderedIds.from(since.minusSeconds(1).plus(MONTH.multipliedBy(month)));
  }

  /**
   * Replaces both tables by partitioned ones with the same rows and indexes, one partition for each
   * month.
   */
  private void divide() {
    for (var table : TABLES) {
      rows.execute("alter table %s rename to whole_%1$s".formatted(table));
      rows.execute(
          "create table %s (like whole_%1$s including defaults) partition by range (id)"
              .formatted(table));
      for (var month = 0; month < MONTHS; month++) {
        rows.execute(
            "create table %s_%d partition of %1$s for values from ('%s') to ('%s')"
                .formatted(table, month, from(month), from(month + 1)));
      }
      rows.execute("insert into %s select * from whole_%1$s".formatted(table));
      rows.execute(
          """
          do $$ declare one record; begin
            for one in select replace(replace(indexdef, 'whole_%1$s', '%1$s'), indexname, 'of_' || indexname) as text
              from pg_indexes where tablename = 'whole_%1$s'
            loop execute one.text; end loop;
          end $$"""
              .formatted(table));
      rows.execute("drop table whole_" + table);
    }
  }

  /** What some work costs: time, processor time of the server, bytes of the write-ahead log. */
  private record Cost(double millis, double processor, double wal) {}

  private Cost cost(Runnable work) {
    var walBefore = wal();
    var processorBefore = Database.processor(url);
    var begun = System.nanoTime();
    work.run();
    return new Cost(
        (System.nanoTime() - begun) / 1e6,
        Database.processor(url).minus(processorBefore).toNanos() / 1e6,
        wal() - walBefore);
  }

  private long wal() {
    return store
        .database()
        .read(
            connection -> {
              try (var statement = connection.createStatement();
                  var result =
                      statement.executeQuery("select pg_current_wal_insert_lsn() - '0/0'")) {
                result.next();
                return result.getLong(1);
              }
            });
  }

  private void note(String what, double value) {
    figures.computeIfAbsent(what, _ -> new ArrayList<>()).add(value);
  }

  private void calls() {
    var batches = 100;
    var added =
        cost(
            () -> {
              for (var batch = 0; batch < batches; batch++) {
                var operations = new ArrayList<NewOperation>();
                for (var i = 0; i < BATCH; i++) {
                  operations.add(new NewOperation(rows.message(1 + i, null), null));
                }
                store.operations().add(operations);
              }
            });
    var each = (double) batches * BATCH;
    note("accept in batches of 64, us", 1000 * added.millis / each);
    note("accept, us of the server", 1000 * added.processor / each);
    note("accept, bytes of the log", added.wal / each);
    var one = rows.message(1, null);
    store.operations().add(List.of(new NewOperation(one, null)));
    time(
        "one operation, us",
        () -> store.operations().find(rows.partner(), one.connection(), one.id()));
    time("list: newest, us", () -> store.operations().list(query(null)));
    time(
        "list: deep page, us",
        () ->
            store
                .operations()
                .list(
                    query(
                        new OperationId(
                            TimeOrderedIds.at(
                                since.plus(MONTH.multipliedBy(6)), ThreadLocalRandom.current())))));
    time(
        "list: nothing found by source id, us",
        () -> store.operations().list(query("nowhere", null)));
  }

  private void time(String what, Runnable call) {
    var calls = 200;
    var begun = System.nanoTime();
    for (var i = 0; i < calls; i++) {
      call.run();
    }
    note(what, (System.nanoTime() - begun) / 1e3 / calls);
  }

  private OperationQuery query(@Nullable OperationId after) {
    return query(null, after);
  }

  private OperationQuery query(@Nullable String source, @Nullable OperationId after) {
    return new OperationQuery(
        rows.partner(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        source == null ? null : new dev.gladhand.domain.record.SourceId(source),
        since.minus(MONTH),
        Instant.now().plusSeconds(3600),
        false,
        after,
        50);
  }

  private void deleteRows() {
    var deleted = new int[1];
    var batches = new ArrayList<Double>();
    var cost =
        cost(
            () -> {
              while (true) {
                var begun = System.nanoTime();
                var some = store.operations().prune(since.plus(MONTH), DELETED_AT_ONCE);
                batches.add((System.nanoTime() - begun) / 1e6);
                deleted[0] += some;
                if (some < DELETED_AT_ONCE) {
                  return;
                }
              }
            });
    System.out.printf(
        Locale.ROOT,
        "rows of a month deleted: %,d in %.0f ms (%.1f ms for %d), %.0f ms of the server, %,.0f bytes of the log%n",
        deleted[0],
        cost.millis,
        median(batches),
        DELETED_AT_ONCE,
        cost.processor,
        cost.wal);
    var vacuum = cost(() -> rows.execute("vacuum operation, ending"));
    System.out.printf(
        Locale.ROOT,
        "vacuum after it: %.0f ms, %.0f ms of the server, %,.0f bytes of the log%n",
        vacuum.millis,
        vacuum.processor,
        vacuum.wal);
  }

  private void dropMonth() {
    var cost =
        cost(
            () ->
                TABLES.forEach(
                    table -> {
                      rows.execute(
                          "alter table %s detach partition %1$s_0 concurrently".formatted(table));
                      rows.execute("drop table %s_0".formatted(table));
                    }));
    System.out.printf(
        Locale.ROOT,
        "partitions of a month detached concurrently and dropped: %.0f ms, %.0f ms of the server, %,.0f bytes of the log%n",
        cost.millis,
        cost.processor,
        cost.wal);
  }

  /**
   * Prints whether a write waits while a partition is removed or added: one open transaction has
   * inserted an operation, a statement that removes or adds a partition follows, and then another
   * operation is inserted.
   */
  private void locks() throws SQLException {
    for (var way :
        List.of(
            "drop table operation_1",
            "alter table operation detach partition operation_2",
            "alter table operation detach partition operation_3 concurrently",
            "create table operation_next partition of operation for values from ('%s') to ('%s')"
                .formatted(from(MONTHS), from(MONTHS + 1)))) {
      try (var open = Database.connect(url);
          var accepted = open.createStatement();
          var removing = Database.connect(url);
          var remove = removing.createStatement();
          var another = Database.connect(url);
          var accept = another.createStatement()) {
        open.setAutoCommit(false);
        accepted.execute(copy());
        var removed =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    remove.execute(way);
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
        awaitWaiting();
        accept.execute("set lock_timeout = '2s'");
        var told = "does not wait";
        try {
          accept.execute(copy());
        } catch (SQLException e) {
          told = "waits until the first one ends (" + e.getSQLState() + ")";
        }
        open.commit();
        removed.join();
        System.out.printf("%s, while an accept is under way: another accept %s%n", way, told);
      }
    }
  }

  private void awaitWaiting() throws SQLException {
    try (var connection = Database.connect(url);
        var look =
            connection.prepareStatement(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")) {
      while (true) {
        try (var found = look.executeQuery()) {
          if (found.next()) {
            return;
          }
        }
        Thread.onSpinWait();
      }
    }
  }

  /** An SQL statement that inserts an operation accepted now. */
  private String copy() {
    return """
        insert into operation (id, partner_id, connection_id, tsp, mode, resource, type, payload, created_at)
        values ('%s', '%s', '%s', 'samsara', 'async', 'message', 'create', '{}', now())"""
        .formatted(
            TimeOrderedIds.at(Instant.now(), ThreadLocalRandom.current()),
            rows.partner(),
            rows.connection(1));
  }
}
