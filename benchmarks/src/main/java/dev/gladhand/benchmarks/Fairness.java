package dev.gladhand.benchmarks;

import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures how much a connection whose provider hangs or throttles, or a partner that floods the
 * node, delays the writes of other connections. It compares the time from request to stored success
 * before and during the trouble. All calls go to one simulated Samsara. Start it with {@code
 * scripts/benchmark Fairness [seconds] [writes] [parts]}.
 */
public final class Fairness {
  private static final int CONNECTIONS = 16;
  private static final int RATE = 100;
  private static final int PARTNER_RATE = 300;
  private static final int FLOODING_LINES = 8;
  private static final String ALL = "hanging,hanging-wide,throttled,flood";

  private final Child node;
  private final Client client;
  private final SandboxServer sandbox;
  private final String url;
  private final List<Place> places = new ArrayList<>();

  /** A connection, and the driver to whom its messages are written. */
  private record Place(String connection, String driver) {}

  private Fairness(Child node, Client client, SandboxServer sandbox, String url) {
    this.node = node;
    this.client = client;
    this.sandbox = sandbox;
    this.url = url;
    for (var n = 0; n < CONNECTIONS; n++) {
      places.add(place(client, ""));
    }
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var time = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 30);
    var writes = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    var parts = List.of((args.length > 2 ? args[2] : ALL).split(","));
    try (var database = new Database();
        var sandbox = SandboxServer.start(SandboxOptions.defaults().journal(1000, 1 << 20))) {
      for (var part : parts) {
        // Each part has a new node and store, so that earlier parts do not affect it.
        var url = database.fresh();
        var limits =
            Map.of("GLADHAND_PARTNER_RATE", part.equals("flood") ? "" + PARTNER_RATE : "0");
        var target = "127.0.0.1:" + URI.create(sandbox.samsaraUrl()).getPort();
        try (var node = Nodes.start(url, limits, target)) {
          var run = new Fairness(node, new Client(node.port()), sandbox, url);
          run.measure("warming up", Duration.ofSeconds(20));
          switch (part) {
            case "hanging" -> run.hanging(time, writes, "");
            case "hanging-wide" -> run.hanging(time, writes, ",\"max_concurrency\":1000");
            case "throttled" -> run.throttled(time, writes);
            case "flood" -> run.flood(time);
            default -> throw new IllegalArgumentException(part);
          }
        }
        sandbox.faults().clear();
      }
    }
  }

  private void hanging(Duration time, int writes, String more)
      throws SQLException, InterruptedException {
    trouble(
        "one that hangs, with %d waiting%s".formatted(writes, more),
        FaultRule.always(Fault.hang()),
        time,
        writes,
        more);
  }

  private void throttled(Duration time, int writes) throws SQLException, InterruptedException {
    trouble(
        "one that is told 429, with %d waiting".formatted(writes),
        FaultRule.always(Fault.tooManyRequests("0.2")),
        time,
        writes,
        "");
  }

  private void trouble(String what, FaultRule rule, Duration time, int writes, String more)
      throws SQLException, InterruptedException {
    var fault = sandbox.faults().add(rule.provider("samsara").contains("trouble"));
    var before = measure("before " + what, time);
    var place = place(client, more);
    Load.send(
        node.port(),
        client.message(place.connection, place.driver, "", "trouble"),
        CONNECTIONS,
        writes);
    var next = measure("next to " + what, time);
    rose(before, next);
    System.out.printf("  the provider was called %d times for it%n", sandbox.faults().hits(fault));
  }

  private void flood(Duration time) throws SQLException, InterruptedException {
    var before = measure("before a partner that floods", time);
    var other = new Client(node.port());
    var place = place(other, "");
    var request = other.message(place.connection, place.driver, "");
    var answers = new AtomicLongArray(600);
    var end = System.nanoTime() + time.toNanos();
    var threads = new ArrayList<Thread>();
    for (var n = 0; n < FLOODING_LINES; n++) {
      threads.add(Thread.ofVirtual().start(() -> flood(request, end, answers)));
    }
    var next = measure("next to a partner that floods", time);
    for (var thread : threads) {
      thread.join();
    }
    rose(before, next);
    System.out.printf(
        Locale.ROOT,
        "  of its writes %d/s were accepted and %d/s refused with 429%n",
        answers.get(202) / time.toSeconds(),
        answers.get(429) / time.toSeconds());
  }

  private void flood(byte[] request, long end, AtomicLongArray answers) {
    try (var line = new Load.Line(node.port())) {
      while (System.nanoTime() < end) {
        answers.incrementAndGet(line.exchange(request));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Place place(Client partner, String more) {
    var connection =
        partner.connect(sandbox.samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}" + more);
    return new Place(connection, partner.driver(connection));
  }

  /**
   * Sends writes over all healthy connections at a steady rate, however long the answers take, and
   * waits until they have ended; returns the microseconds from request to stored success.
   *
   * @param what the name of this measurement in the output
   */
  private Histogram measure(String what, Duration time) throws SQLException, InterruptedException {
    var from = Instant.now();
    var count = (int) (RATE * time.toSeconds());
    var accepts = new ConcurrentHistogram(60_000_000, 3);
    var hiccups = new Hiccups();
    try (hiccups) {
      var begun = System.nanoTime();
      var threads = new ArrayList<Thread>();
      for (var n = 0; n < CONNECTIONS; n++) {
        var first = n;
        threads.add(Thread.ofVirtual().start(() -> pace(begun, first, count, accepts)));
      }
      for (var thread : threads) {
        thread.join();
      }
    }
    var took = ended(from, count);
    System.out.printf(
        Locale.ROOT,
        "%s: send to success %s | accept %s | missing %d | %s%n",
        what,
        text(took),
        text(accepts),
        count - took.getTotalCount(),
        hiccups);
    return took;
  }

  private void pace(long begun, int first, int count, Histogram accepts) {
    var place = places.get(first);
    try (var line = new Load.Line(node.port())) {
      for (var n = first; n < count; n += CONNECTIONS) {
        var at = begun + n * (1_000_000_000L / RATE);
        while (System.nanoTime() < at) {
          LockSupport.parkNanos(at - System.nanoTime());
        }
        var text = "sent " + micros(Instant.now());
        var request = client.message(place.connection, place.driver, "", text);
        var sent = System.nanoTime();
        var status = line.exchange(request);
        accepts.recordValue((System.nanoTime() - sent) / 1000);
        if (status != 202) {
          throw new IllegalStateException("status " + status);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  /**
   * The microseconds from request to stored success of the writes since {@code from}; waits up to a
   * minute until {@code count} of them have succeeded.
   */
  private Histogram ended(Instant from, int count) throws SQLException {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      var took = look(from);
      if (took.getTotalCount() >= count || System.nanoTime() > end) {
        return took;
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private Histogram look(Instant from) throws SQLException {
    var micros = new Histogram(600_000_000, 3);
    try (var connection = Database.connect(url);
        var select =
            connection.prepareStatement(
                "select (extract(epoch from updated_at) * 1000000)::bigint - sent from"
                    + " (select ending.updated_at, substring(payload from 'sent ([0-9]{16})')::bigint sent"
                    + " from ending join operation using (id) where status = 'success') ended where sent >= ?")) {
      select.setLong(1, micros(from));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          micros.recordValue(Math.max(0, rows.getLong(1)));
        }
      }
    }
    return micros;
  }

  private static void rose(Histogram before, Histogram next) {
    System.out.printf(
        Locale.ROOT,
        "  the others' p99 changed by %+.0f ms%n",
        (next.getValueAtPercentile(99) - before.getValueAtPercentile(99)) / 1e3);
  }

  private static String text(Histogram micros) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
  }
}
