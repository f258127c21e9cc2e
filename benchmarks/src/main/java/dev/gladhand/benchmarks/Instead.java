package dev.gladhand.benchmarks;

import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Compares the gateway with what a user might build instead ({@link
 * dev.gladhand.benchmarks.instead.OwnGateway}), in one run: how many messages a second each accepts
 * durably, and how many it brings from the request to the stored answer of the simulated provider.
 * Start it with {@code scripts/benchmark Instead [rounds] [seconds] [operations]}; see
 * docs/performance.md.
 */
public final class Instead {
  private static final int LINES = 64;

  private final List<Rival> rivals;
  private final SandboxServer sandbox;
  private final Database database;

  private Instead(List<Rival> rivals, SandboxServer sandbox, Database database) {
    this.rivals = rivals;
    this.sandbox = sandbox;
    this.database = database;
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    var time = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 5);
    var operations = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
    try (var database = new Database();
        var sandbox = SandboxServer.start(SandboxOptions.defaults().journal(1000, 1 << 20));
        var gateway = new Gateway(database.fresh(), sandbox);
        var dbScheduler =
            new HandBuilt("db-scheduler", database.fresh(), database.fresh(), sandbox);
        var jobRunr = new HandBuilt("jobrunr", database.fresh(), database.fresh(), sandbox)) {
      new Instead(List.of(gateway, dbScheduler, jobRunr), sandbox, database)
          .run(rounds, time, operations);
    }
  }

  /**
   * The results of one program in one round.
   *
   * @param accepts the rate and latencies of accepting
   * @param accept what each accepted message costs
   * @param ended how many messages a second are carried through, from the request until the answer
   *     is stored
   * @param end what each of these messages costs
   */
  record Figures(Load.Result accepts, Costs.Each accept, double ended, Costs.Each end) {}

  private void run(int rounds, Duration time, int operations)
      throws SQLException, InterruptedException {
    var figures = new ArrayList<List<Figures>>();
    for (var rival : rivals) {
      warm(rival, operations / 4);
      figures.add(new ArrayList<>());
    }
    for (var round = 0; round < rounds; round++) {
      for (var i = 0; i < rivals.size(); i++) {
        var rival = rivals.get(i);
        var seen = measure(rival, time, operations);
        figures.get(i).add(seen);
        System.out.printf(
            Locale.ROOT,
            "round %d, %s: accept %s; %s | to the end %.0f/s; %s%n",
            round + 1,
            rival.name(),
            seen.accepts(),
            seen.accept(),
            seen.ended(),
            seen.end());
      }
    }
    var own = figures.getFirst();
    for (var i = 0; i < rivals.size(); i++) {
      var other = figures.get(i);
      System.out.printf(
          Locale.ROOT,
          "median, %s: accept %.0f/s, %s; to the end %.0f/s, %s; the gateway is %.2f x and %.2f x%n",
          rivals.get(i).name(),
          median(other, one -> one.accepts().perSecond()),
          medians(other, Figures::accept),
          median(other, Figures::ended),
          medians(other, Figures::end),
          median(own, one -> one.accepts().perSecond())
              / median(other, one -> one.accepts().perSecond()),
          median(own, Figures::ended) / median(other, Figures::ended));
    }
  }

  private void warm(Rival rival, int operations) throws SQLException, InterruptedException {
    for (var run = 0; run < 4; run++) {
      Load.run(rival.accepting().port(), rival.stored(), 202, LINES, Duration.ofSeconds(5));
      toTheEnd(rival, operations);
    }
  }

  private Figures measure(Rival rival, Duration time, int operations)
      throws SQLException, InterruptedException {
    var before = Costs.now(rival.accepting(), database);
    var accepts = Load.run(rival.accepting().port(), rival.stored(), 202, LINES, time);
    var accept =
        Costs.now(rival.accepting(), database)
            .since(before, accepts.perSecond() * time.toMillis() / 1e3);
    var begun = Costs.now(rival.sending(), database);
    var ended = toTheEnd(rival, operations);
    return new Figures(
        accepts, accept, ended, Costs.now(rival.sending(), database).since(begun, operations));
  }

  /**
   * Sends messages and waits until the provider's answers to all of them are stored; returns how
   * many messages a second that were.
   */
  private double toTheEnd(Rival rival, int operations) throws SQLException, InterruptedException {
    var answered = received();
    var begun = System.nanoTime();
    var requests = rival.sent();
    var each = operations / requests.size();
    var all = each * requests.size();
    var threads =
        requests.stream()
            .map(
                request ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                Load.send(
                                    rival.sending().port(),
                                    request,
                                    LINES / requests.size(),
                                    each)))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    while (received() - answered < all) {
      LockSupport.parkNanos(5_000_000);
    }
    rival.awaitEnd(all);
    return all / ((System.nanoTime() - begun) / 1e9);
  }

  private long received() {
    return sandbox.journal().totals().getOrDefault("samsara.received", 0L);
  }

  private static Costs.Each medians(List<Figures> all, Function<Figures, Costs.Each> costs) {
    return new Costs.Each(
        median(all, one -> costs.apply(one).server()),
        median(all, one -> costs.apply(one).database()),
        median(all, one -> costs.apply(one).wal()));
  }

  private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
    var sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
