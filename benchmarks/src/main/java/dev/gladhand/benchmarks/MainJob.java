package dev.gladhand.benchmarks;

import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures the gateway's main functions in one run on one machine: durable accepts, the latency of
 * sync writes and of an idle node, the time from accept to success, bulk writes, and start-up.
 * Compares them with simpler work, such as plain inserts and a bare echo. Prints every round and
 * the medians.
 *
 * <p>Build with {@code ./mvnw -q -B -Dquick -pl benchmarks -am -DskipTests package}, then start
 * {@code java -cp … dev.gladhand.benchmarks.MainJob [rounds] [seconds] [parts]}; see
 * docs/performance.md.
 */
public final class MainJob {
  private static final int CONNECTIONS = 64;
  private static final int OPERATIONS = 20_000;
  private static final int WARM_RUNS = 12;
  private static final Duration WARM = Duration.ofSeconds(5);

  private MainJob() {}

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    var time = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 6);
    var parts =
        args.length > 2 ? Set.of(args[2].split(",")) : Set.of("accept", "latency", "end", "bulk");
    try (var database = new Database();
        var sandbox = SandboxServer.start(SandboxOptions.defaults().journal(1000, 1 << 20))) {
      var url = database.fresh();
      try (var node = Nodes.start(url, "127.0.0.1:" + URI.create(sandbox.samsaraUrl()).getPort())) {
        System.out.printf(
            "ready after %d ms, %d MiB resident%n",
            node.readyAfter().toMillis(), node.residentMiB());
        var client = new Client(node.port());
        if (parts.contains("accept")) {
          accepting(client, node, database, url, sandbox, rounds, time);
        }
        if (parts.contains("latency")) {
          latency(client, node, sandbox, time);
        }
        if (parts.contains("end")) {
          endToEnd(client, node, sandbox, url, database);
        }
        if (parts.contains("bulk")) {
          new BulkWrites(client, node, database, url, time).run(sandbox.samsaraUrl(), rounds);
        }
        System.out.printf("%d MiB resident at the end%n", node.residentMiB());
      }
    }
  }

  private static void accepting(
      Client client,
      Child node,
      Database database,
      String url,
      SandboxServer sandbox,
      int rounds,
      Duration time) {
    // The limit is one call a minute, so that accepted writes wait and only accepting is measured.
    var connection = client.connect(sandbox.samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
    var message = client.message(connection, client.driver(connection), "");
    var echoed =
        Load.post(
            "/echo",
            "{\"connection_id\":\"" + connection + "\",\"message_text\":\"Dock 4 is free\"}");
    warm(node, echoed, 202);
    warm(node, message, 202);
    var figures = new double[5][rounds];
    for (var round = 0; round < rounds; round++) {
      var inserts = Database.singleInserts(url, CONNECTIONS, time);
      var before = node.processor();
      var echoes = Load.run(node.port(), echoed, 202, CONNECTIONS, time);
      var between = node.processor();
      var costs = Costs.now(node, database);
      var accepts = Load.run(node.port(), message, 202, CONNECTIONS, time);
      var each = Costs.now(node, database).since(costs, accepts.perSecond() * time.toSeconds());
      figures[3][round] = each(between.minus(before), echoes, time);
      figures[4][round] = each(node.processor().minus(between), accepts, time);
      System.out.printf(
          "round %d: single inserts %s | bare echo %s | accept %s; of each: %s%n",
          round + 1, inserts, echoes, accepts, each);
      figures[0][round] = inserts.perSecond();
      figures[1][round] = echoes.perSecond();
      figures[2][round] = accepts.perSecond();
    }
    var alone = Load.run(node.port(), message, 202, 1, time);
    var insertAlone = Database.singleInserts(url, 1, time);
    System.out.printf(
        "median accept %.0f/s = %.2f x single inserts = %.2f x bare echo%n",
        median(figures[2]),
        median(figures[2]) / median(figures[0]),
        median(figures[2]) / median(figures[1]));
    System.out.printf(
        "the node's processor: %.0f microseconds for an echo, %.0f for an accept (medians)%n",
        median(figures[3]), median(figures[4]));
    System.out.printf("one client: accept %s | bare insert and commit %s%n", alone, insertAlone);
  }

  private static double each(Duration processor, Load.Result result, Duration time) {
    return processor.toNanos() / 1e3 / (result.perSecond() * time.toMillis() / 1e3);
  }

  /**
   * Repeats a request until the rate of answers grows no more, because the JVM's compiler uses half
   * of two cores for the first half minute.
   */
  private static void warm(Child node, byte[] request, int status) {
    var before = 0.0;
    for (var run = 0; run < WARM_RUNS; run++) {
      var rate = Load.run(node.port(), request, status, CONNECTIONS, WARM).perSecond();
      if (run >= 3 && rate < before * 1.05) {
        return;
      }
      before = Math.max(before, rate);
    }
  }

  private static void latency(Client client, Child node, SandboxServer sandbox, Duration time)
      throws IOException {
    var connection =
        client.connect(sandbox.samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
    var driver = client.driver(connection);
    var sync = client.message(connection, driver, "?is_sync=true");
    var direct =
        Load.post(
            "/v1/fleet/messages",
            "{\"driverIds\":[281474976710656001],\"text\":\"Dock 4 is free, please come in by the north gate\"}",
            "Authorization",
            "Bearer samsara-sandbox-token");
    var provider = URI.create(sandbox.samsaraUrl()).getPort();
    warm(node, sync, 200);
    var through = Load.run(node.port(), sync, 200, 1, time);
    var straight = Load.run(provider, direct, 200, 1, time);
    System.out.printf(
        "sync, one client: through the gateway %s | straight %s | added p50 %.2f ms, p99 %.2f ms%n",
        through,
        straight,
        through.millis(50) - straight.millis(50),
        through.millis(99) - straight.millis(99));
    System.out.printf(
        "idle, accept sent to first byte at the provider: %s%n",
        idle(node.port(), client.message(connection, driver, ""), sandbox));
  }

  private static String idle(int port, byte[] message, SandboxServer sandbox) throws IOException {
    var micros = new Histogram(60_000_000, 3);
    try (var line = new Load.Line(port)) {
      for (var n = 0; n < 200; n++) {
        var before = sandbox.journal().totals().getOrDefault("samsara.received", 0L);
        LockSupport.parkNanos(10_000_000);
        var sent = System.nanoTime();
        line.exchange(message);
        while (sandbox.journal().totals().getOrDefault("samsara.received", 0L).equals(before)
            && System.nanoTime() - sent < 5_000_000_000L) {
          Thread.onSpinWait();
        }
        micros.recordValue((System.nanoTime() - sent) / 1000);
      }
    }
    return "p50 %.2f ms, p99 %.2f ms"
        .formatted(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
  }

  private static void endToEnd(
      Client client, Child node, SandboxServer sandbox, String url, Database database)
      throws SQLException, InterruptedException {
    var messages = new ArrayList<byte[]>();
    var connections = new ArrayList<UUID>();
    for (var i = 0; i < 16; i++) {
      var connection =
          client.connect(
              sandbox.samsaraUrl(),
              ",\"rate_limit\":{\"per_second\":100000},\"max_concurrency\":64");
      messages.add(client.message(connection, client.driver(connection), ""));
      connections.add(UUID.fromString(connection));
    }
    warm(node, messages.getFirst(), 202);
    Database.awaitNonePending(url, connections);
    for (var round = 0; round < 3; round++) {
      var begun = System.nanoTime();
      var before = Costs.now(node, database);
      var threads =
          messages.stream()
              .map(
                  message ->
                      Thread.ofVirtual()
                          .start(
                              () ->
                                  Load.send(
                                      node.port(), message, CONNECTIONS / 16, OPERATIONS / 16)))
              .toList();
      for (var thread : threads) {
        thread.join();
      }
      var accepted = System.nanoTime();
      Database.awaitNonePending(url, connections);
      var took = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "accept to success, 16 connections: %.0f/s (%d in %.1f s, accepted after %.1f s)%n",
          OPERATIONS / took, OPERATIONS, took, (accepted - begun) / 1e9);
      System.out.printf("of each: %s%n", Costs.now(node, database).since(before, OPERATIONS));
      System.out.printf(
          "db-scheduler, empty jobs: %.0f/s%n",
          EmptyJobs.dbScheduler(database.fresh(), OPERATIONS));
    }
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
