package dev.gladhand.benchmarks.soak;

import dev.gladhand.benchmarks.Child;
import dev.gladhand.benchmarks.Database;
import dev.gladhand.benchmarks.Nodes;
import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Twenty partners at one node with a heap of 256 MiB. Two of them are hostile, by one attack after
 * the other; the others write, read and receive. Ends with 1 where a victim's write was not
 * accepted, an event of theirs is missing, or the node's memory grew. {@code scripts/soak}.
 */
public final class Soak {
  private static final int VICTIMS = 18;
  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration REST = Duration.ofMinutes(3);

  private final Child node;
  private final NodeMemory memory;
  private final List<Victim> victims = new ArrayList<>();
  private final List<Hostile> hostile = new ArrayList<>();
  private final long begun = System.nanoTime();

  private Soak(Child node) {
    this.node = node;
    this.memory = new NodeMemory(node);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var options = List.of(args);
    var minutes = Integer.parseInt(option(options, "--minutes", "20"));
    var store = option(options, "--store", "h2");
    var only = List.of(option(options, "--attacks", "").split(",", -1));
    boolean passed;
    try (var sandbox = SandboxServer.start(SandboxOptions.defaults().journal(1000, 1 << 20));
        var receiver = new Receiver();
        var silent = new ServerSocket(0, 4000, InetAddress.getLoopbackAddress());
        var database = store.equals("postgresql") ? new Database() : null) {
      var url =
          database == null
              ? "jdbc:h2:file:"
                  + Files.createTempDirectory(Path.of("target"), "soak")
                      .resolve("db")
                      .toAbsolutePath()
              : database.fresh();
      try (var node = start(url, sandbox, receiver, silent)) {
        var soak = new Soak(node);
        soak.partners(sandbox, receiver, "http://127.0.0.1:" + silent.getLocalPort());
        passed = soak.run(Duration.ofMinutes(minutes), store, only);
      }
    }
    System.exit(passed ? 0 : 1);
  }

  private static String option(List<String> options, String name, String usual) {
    var at = options.indexOf(name);
    return at < 0 ? usual : options.get(at + 1);
  }

  private static Child start(
      String url, SandboxServer sandbox, Receiver receiver, ServerSocket silent) {
    return Nodes.small(
        url,
        Map.of(
            "GLADHAND_PARTNER_PENDING", "5000",
            "GLADHAND_PARTNER_RATE", "50",
            "GLADHAND_RETRY_FIRST", "200ms",
            "GLADHAND_RETRY_LONGEST", "5s",
            "GLADHAND_RETRY_ATTEMPTS", "4"),
        "127.0.0.1:" + URI.create(sandbox.samsaraUrl()).getPort(),
        "127.0.0.1:" + receiver.port(),
        "127.0.0.1:" + silent.getLocalPort());
  }

  private void partners(SandboxServer sandbox, Receiver receiver, String silent)
      throws IOException {
    sandbox.faults().add(FaultRule.always(Fault.respond(500, "{}")).contains("hostile failure"));
    var admin = new Caller("http://127.0.0.1:" + node.port(), Nodes.ADMIN, Nodes.ADMIN_SECRET);
    for (var n = 0; n < VICTIMS; n++) {
      var name = "victim-" + n;
      victims.add(new Victim(name, admin.partner(name), sandbox.samsaraUrl(), receiver));
    }
    for (var n = 0; n < 2; n++) {
      hostile.add(
          new Hostile(
              admin.partner("hostile-" + n), sandbox.samsaraUrl(), silent, silent, victims.get(n)));
    }
  }

  private boolean run(Duration time, String store, List<String> only)
      throws IOException, InterruptedException {
    System.out.printf(
        "%d victims and %d hostile partners on %s, for %s%n",
        victims.size(), hostile.size(), store, time);
    var calm = victims(CALM, "before the attacks");
    var attackers = new ArrayList<Thread>();
    var end = System.nanoTime() + time.toNanos();
    for (var n = 0; n < hostile.size(); n++) {
      var one = hostile.get(n);
      var attacks = new ArrayList<>(one.attacks(only).entrySet());
      Collections.rotate(attacks, -n * attacks.size() / hostile.size());
      attackers.add(Thread.ofVirtual().start(() -> attack(one, attacks, time)));
    }
    var sampling = Thread.ofVirtual().start(() -> sample(end, time));
    var attacked = victims(time, "next to the attacks");
    for (var attacker : attackers) {
      attacker.join();
    }
    sampling.join();
    var complete = complete();
    memory.sample(minute());
    victims.forEach(System.out::println);
    hostile.forEach(one -> System.out.println("a hostile partner was answered " + one));
    System.out.printf(
        Locale.ROOT,
        "victims' accepts: p99 %.0f ms before, %.0f ms next to the attacks; %d writes; complete: %s; memory flat: %s%n",
        calm.getValueAtPercentile(99) / 1e3,
        attacked.getValueAtPercentile(99) / 1e3,
        victims.stream().mapToInt(Victim::accepted).sum(),
        complete,
        memory.flat());
    return complete && memory.flat();
  }

  private double minute() {
    return (System.nanoTime() - begun) / 60e9;
  }

  /** All victims work for so long; how long their writes took to be accepted. */
  private Histogram victims(Duration time, String when) throws InterruptedException {
    var accepts = new ConcurrentHistogram(60_000_000, 3);
    var reads = new ConcurrentHistogram(60_000_000, 3);
    var end = System.nanoTime() + time.toNanos();
    var threads = new ArrayList<Thread>();
    for (var victim : victims) {
      threads.add(Thread.ofVirtual().start(() -> victim.work(end, accepts, reads)));
    }
    for (var thread : threads) {
      thread.join();
    }
    System.out.printf("%s: accept %s | read %s%n", when, text(accepts), text(reads));
    return accepts;
  }

  private static String text(Histogram micros) {
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p99 %.0f ms, max %.0f ms",
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
  }

  private static void attack(
      Hostile one, List<Map.Entry<String, Hostile.Attack>> attacks, Duration time) {
    try {
      for (var attack : attacks) {
        var end = System.nanoTime() + time.dividedBy(attacks.size()).toNanos();
        one.work(attack.getKey(), attack.getValue(), end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(long end, Duration time) {
    try {
      while (System.nanoTime() < end) {
        memory.sample(minute());
        LockSupport.parkNanos(time.dividedBy(20).toNanos());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every victim has all of its events. */
  private boolean complete() throws IOException {
    var end = System.nanoTime() + REST.toNanos();
    while (true) {
      var all = true;
      for (var victim : victims) {
        all &= victim.complete();
      }
      if (all || System.nanoTime() > end) {
        return all;
      }
      LockSupport.parkNanos(1_000_000_000);
    }
  }
}
