package dev.gladhand.benchmarks;

import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how long after its change an event arrives at a receiver: first while this is the only
 * receiver, and then while another receiver, which does not answer, has thousands of waiting
 * events. Start it with {@code scripts/benchmark Webhooks [seconds] [events]}; see
 * docs/performance.md.
 */
public final class Webhooks {
  private static final int RATE = 100;
  private static final int SENDERS = 16;

  private final Child node;
  private final Client client;
  private final HookReceiver receiver;
  private final byte[] message;

  private Webhooks(Child node, Client client, HookReceiver receiver, byte[] message) {
    this.node = node;
    this.client = client;
    this.receiver = receiver;
    this.message = message;
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var time = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 20);
    var events = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    try (var database = new Database();
        var sandbox = SandboxServer.start(SandboxOptions.defaults().journal(1000, 1 << 20));
        var receiver = new HookReceiver();
        var silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        var node = node(database.fresh(), sandbox, receiver.port(), silent.getLocalPort())) {
      var client = new Client(node.port());
      var limits = ",\"rate_limit\":{\"per_second\":100000},\"max_concurrency\":64";
      var connection = client.connect(sandbox.samsaraUrl(), limits);
      var message = client.message(connection, client.driver(connection), "");
      subscribe(client, receiver.port(), connection);
      var run = new Webhooks(node, client, receiver, message);
      run.measure("warming up", time);
      run.measure("healthy receiver, 100 operations/s", time);
      for (var dead : List.of("silent", "refusing")) {
        var other = client.connect(sandbox.samsaraUrl(), limits);
        var hook = subscribe(client, dead.equals("silent") ? silent.getLocalPort() : 1, other);
        client.call("POST", hook + "/pause", "");
        Load.send(
            node.port(), client.message(other, client.driver(other), ""), SENDERS, events / 2);
        run.awaitWaiting(hook, events);
        run.measure("before the " + dead + " one's " + events + " are due", time);
        client.call("POST", hook + "/activate", "");
        run.measure("while they are", time);
        System.out.println(client.call("GET", hook + "/metrics", "").at("/windows/1h"));
        client.call("POST", hook + "/pause", "");
      }
    }
  }

  private static Child node(String url, SandboxServer sandbox, int receiver, int silent) {
    return Nodes.start(
        url,
        "127.0.0.1:" + URI.create(sandbox.samsaraUrl()).getPort(),
        "127.0.0.1:" + receiver,
        "127.0.0.1:" + silent,
        "127.0.0.1:1");
  }

  private static String subscribe(Client client, int port, String connection) {
    var made =
        client.call(
            "POST",
            "/v2/notifications/webhooks",
            "{\"url\":\"http://127.0.0.1:%d/\",\"event_name\":\"resource_operation.*\",\"filters\":{\"connection_ids\":[\"%s\"]}}"
                .formatted(port, connection));
    return "/v2/notifications/webhooks/" + made.get("id").asText();
  }

  private void awaitWaiting(String hook, int events) {
    while (client.call("GET", hook + "/metrics", "").get("waiting").asInt() < events) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  /**
   * Sends writes at a steady rate, however long the answers take; waits up to a minute for the two
   * events of each write, and prints their delays.
   *
   * @param what the name of this measurement in the output
   */
  private void measure(String what, Duration time) throws InterruptedException {
    receiver.take();
    receiver.slowest();
    var from = Instant.now();
    var count = (int) (RATE * time.toSeconds());
    var wanted = receiver.arrived() + 2 * count;
    var hiccups = new Hiccups();
    try (hiccups) {
      var begun = System.nanoTime();
      var threads = new Thread[SENDERS];
      for (var i = 0; i < SENDERS; i++) {
        var first = i;
        threads[i] = Thread.ofVirtual().start(() -> pace(begun, first, count));
      }
      for (var thread : threads) {
        thread.join();
      }
      var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (receiver.arrived() < wanted && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    System.out.printf(
        "%s: %s, the slowest after %.1f s, missing %d | %s%n",
        what,
        text(receiver.take()),
        Duration.between(from, receiver.slowest().happened()).toMillis() / 1e3,
        wanted - receiver.arrived(),
        hiccups);
  }

  private void pace(long begun, int first, int count) {
    try (var line = new Load.Line(node.port())) {
      for (var n = first; n < count; n += SENDERS) {
        var at = begun + n * (1_000_000_000L / RATE);
        while (System.nanoTime() < at) {
          LockSupport.parkNanos(at - System.nanoTime());
        }
        var status = line.exchange(message);
        if (status != 202) {
          throw new IllegalStateException("status " + status);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Histogram micros) {
    return "event to receiver p50 %.1f ms, p99 %.1f ms, max %.1f ms"
        .formatted(
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getMaxValue() / 1e3);
  }
}
