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
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Tests whether two hostile partners harm 18 others, the victims, on one node with a heap of 256
 * MiB. The hostile ones make one attack after the other, with quiet phases between; the victims
 * write, read and receive webhooks. Exits with 1 if a victim's write was not accepted, one of its
 * events is missing, the node's memory grew, or an attack made the victims wait longer than is
 * allowed. Start it with {@code scripts/soak}.
 */
public final class Soak {
  private static final List<String> OPTIONS = List.of("--minutes", "--store", "--attacks");
  private static final int VICTIMS = 18;
  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration REST = Duration.ofMinutes(3);

  private final Child node;
  private final Receiver receiver;
  private final NodeMemory memory;
  private final List<Victim> victims = new ArrayList<>();
  private final List<Hostile.Place> hostile = new ArrayList<>();
  private final long begun = System.nanoTime();

  private Soak(Child node, Receiver receiver) {
    this.node = node;
    this.receiver = receiver;
    this.memory = new NodeMemory(node);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var options = List.of(args);
    for (var at = 0; at < args.length; at += 2) {
      if (!OPTIONS.contains(args[at]) || at + 1 == args.length) {
        throw new IllegalArgumentException("use these options, each with a value: " + OPTIONS);
      }
    }
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
        var soak = new Soak(node, receiver);
        soak.partners(sandbox, "http://127.0.0.1:" + silent.getLocalPort());
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

  private void partners(SandboxServer sandbox, String silent) throws IOException {
    sandbox.faults().add(FaultRule.always(Fault.respond(500, "{}")).contains("hostile failure"));
    var admin = new Caller("http://127.0.0.1:" + node.port(), Nodes.ADMIN, Nodes.ADMIN_SECRET);
    for (var n = 0; n < VICTIMS; n++) {
      var name = "victim-" + n;
      victims.add(new Victim(name, admin.partner(name), sandbox.samsaraUrl(), receiver));
    }
    for (var n = 0; n < 2; n++) {
      var caller = admin.partner("hostile-" + n);
      var victim = victims.get(n);
      hostile.add(
          new Hostile.Place(
              caller.base(),
              caller.clientId(),
              caller.secret(),
              sandbox.samsaraUrl(),
              silent,
              victim.caller().clientId(),
              victim.connection()));
    }
  }

  private boolean run(Duration time, String store, List<String> only)
      throws IOException, InterruptedException {
    try (var attackers = Attackers.start(hostile)) {
      return run(attackers, time, store, only);
    }
  }

  private boolean run(Attackers attackers, Duration time, String store, List<String> only)
      throws IOException, InterruptedException {
    System.out.printf(
        "%d victims and %d hostile partners on %s, for %s%n",
        victims.size(), hostile.size(), store, time);
    victims(new Phase("warm-up"), CALM);
    var attacks =
        Hostile.names().stream().filter(name -> only.stream().anyMatch(name::contains)).toList();
    var part = time.dividedBy(3L * attacks.size() + 1);
    var end = System.nanoTime() + time.toNanos();
    var sampling = Thread.ofVirtual().start(() -> sample(end, time));
    var phases = new ArrayList<>(List.of(victims(new Phase("quiet"), part)));
    for (var attack : attacks) {
      phases.add(attacked(attackers, attack, part.multipliedBy(2)));
      phases.add(victims(new Phase("quiet"), part));
    }
    sampling.join();
    var complete = complete();
    memory.sample(minute());
    victims.forEach(System.out::println);
    attackers.end().forEach(one -> System.out.println("a hostile partner was answered " + one));
    phases.forEach(phase -> phase.delivered(receiver));
    var comparison = new Comparison(phases);
    System.out.println(comparison);
    System.out.printf(
        "%d writes; complete: %s; memory flat: %s; within 250 ms and the noise: %s%n",
        victims.stream().mapToInt(Victim::accepted).sum(),
        complete,
        memory.flat(),
        comparison.within());
    return complete && memory.flat() && comparison.within();
  }

  private double minute() {
    return (System.nanoTime() - begun) / 60e9;
  }

  /**
   * Lets all victims work for this time, records their waits in the phase, and prints and returns
   * it.
   */
  private Phase victims(Phase phase, Duration time) throws InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    var threads = new ArrayList<Thread>();
    for (var victim : victims) {
      threads.add(Thread.ofVirtual().start(() -> victim.work(end, phase)));
    }
    for (var thread : threads) {
      thread.join();
    }
    System.out.println(phase);
    return phase;
  }

  /**
   * Lets all victims work for this time while both hostile partners make this attack; returns the
   * phase with the victims' waits.
   */
  private Phase attacked(Attackers attackers, String attack, Duration time)
      throws IOException, InterruptedException {
    attackers.attack(attack, time);
    var phase = victims(new Phase(attack), time);
    attackers.await();
    return phase;
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

  /**
   * Waits up to three minutes until every victim has all of its events; returns whether all have.
   */
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
