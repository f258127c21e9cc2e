package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Measures what some nodes and their PostgreSQL spend on a piece of work: the processor time of
 * each, the time of the statements, and what the statements wait for. A thread looks every 10 ms
 * which statements are under way and what each waits for.
 */
final class Spent {
  private static final long EVERY_NANOS = 10_000_000;
  private static final int MOST = 6;
  private static final String COUNT =
      "create extension if not exists pg_stat_statements; select pg_stat_statements_reset()";
  private static final String STATEMENTS =
      "select regexp_replace(left(query, 48), '[[:space:]]+', ' ', 'g'), calls, total_exec_time"
          + " from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())"
          + " and query not like '%pg_stat_activity%' and query not like 'select not exists (select%'"
          + " order by total_exec_time desc limit 6";
  private static final String LOOK =
      "select coalesce(wait_event_type || ' ' || wait_event, 'processor'), count(*) from pg_stat_activity"
          + " where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend' group by 1";

  private final String url;
  private final List<Child> nodes;
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Duration nodesBefore;
  private final Duration serverBefore;
  private final Thread looking;
  private final LongAdder looks = new LongAdder();
  private volatile boolean ended;

  private Spent(String url, List<Child> nodes) {
    this.url = url;
    this.nodes = nodes;
    try (var connection = Database.connect(url);
        var statement = connection.createStatement()) {
      statement.execute(COUNT);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    nodesBefore = ofNodes();
    serverBefore = Database.processor(url);
    looking = Thread.ofPlatform().daemon().start(this::look);
  }

  static Spent begin(String url, List<Child> nodes) {
    return new Spent(url, nodes);
  }

  private Duration ofNodes() {
    return nodes.stream().map(Child::processor).reduce(Duration.ZERO, Duration::plus);
  }

  private void look() {
    try (var connection = Database.connect(url);
        var statement = connection.prepareStatement(LOOK)) {
      while (!ended) {
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            seen.merge(rows.getString(1), rows.getLong(2), Long::sum);
          }
        }
        looks.increment();
        LockSupport.parkNanos(EVERY_NANOS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String statements(int operations) {
    var told = new ArrayList<String>();
    try (var connection = Database.connect(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STATEMENTS)) {
      while (rows.next()) {
        told.add(
            String.format(
                Locale.ROOT,
                "%s… %.3f calls, %.0f us",
                rows.getString(1),
                rows.getDouble(2) / operations,
                1000 * rows.getDouble(3) / operations));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "statements per operation: " + String.join("; ", told);
  }

  /**
   * Ends the measurement; returns its results as text, for each operation.
   *
   * @param operations the number of operations that were done meanwhile
   */
  String end(int operations) throws InterruptedException {
    var nodesSpent = ofNodes().minus(nodesBefore);
    var serverSpent = Database.processor(url).minus(serverBefore);
    ended = true;
    looking.join();
    var all = seen.values().stream().mapToLong(Long::longValue).sum();
    var waits =
        seen.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST)
            .map(one -> one.getKey() + " " + 100 * one.getValue() / Math.max(1, all) + " %")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "processors per operation: nodes %d us, PostgreSQL %d us; %.1f statements under way: %s%n  %s",
        nodesSpent.toNanos() / 1000 / operations,
        serverSpent.toNanos() / 1000 / operations,
        all / (double) Math.max(1, looks.sum()),
        waits,
        statements(operations));
  }
}
