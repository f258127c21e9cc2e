package dev.gladhand.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Measures bulk requests of 10,000 lines, and compares them with single inserts. */
final class BulkWrites {
  private static final int LINES = 10_000;
  private static final int REQUESTS = 4;
  private static final int CLIENTS = 64;

  private final Client client;
  private final Child node;
  private final Database database;
  private final String url;
  private final Duration time;

  BulkWrites(Client client, Child node, Database database, String url, Duration time) {
    this.client = client;
    this.node = node;
    this.database = database;
    this.url = url;
    this.time = time;
  }

  /** Sends four requests at once in each round, after one round of warm-up. */
  void run(String samsara, int rounds) throws InterruptedException {
    // The limit is one call a minute, so that accepted writes wait and only accepting is measured.
    var connection = client.connect(samsara, ",\"rate_limit\":{\"per_minute\":1}");
    var driver = client.driver(connection);
    for (var round = 0; round <= rounds; round++) {
      var inserts = Database.singleInserts(url, CLIENTS, time).perSecond();
      var before = Costs.now(node, database);
      var begun = System.nanoTime();
      var accepted = send(connection, driver);
      var perSecond = accepted * 1e9 / (System.nanoTime() - begun);
      System.out.printf(
          Locale.ROOT,
          "%s bulk: %,d of %,d lines accepted, %,.0f/s = %.2f x single inserts; of each: %s%n",
          round == 0 ? "(warm-up)" : "round " + round,
          accepted,
          REQUESTS * LINES,
          perSecond,
          perSecond / inserts,
          Costs.now(node, database).since(before, (double) accepted));
    }
  }

  private long send(String connection, String driver) throws InterruptedException {
    var requests = new ArrayList<Callable<Long>>();
    for (var i = 0; i < REQUESTS; i++) {
      requests.add(() -> client.bulk(connection, driver, LINES));
    }
    try (var threads = Executors.newCachedThreadPool()) {
      var accepted = 0L;
      for (var done : threads.invokeAll(requests)) {
        accepted += done.get();
      }
      return accepted;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
