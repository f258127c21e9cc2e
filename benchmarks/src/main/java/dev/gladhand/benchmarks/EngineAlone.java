package dev.gladhand.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine alone: operations that are in the table, a provider inside the process that takes
 * everything at once, and all of it recorded, with events; against job schedulers whose jobs do
 * nothing, on the same PostgreSQL, in the same run. {@code scripts/benchmark EngineAlone [rounds]
 * [operations] [connections] [nodes]}.
 */
public final class EngineAlone {
  private EngineAlone() {}

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var rounds = argument(args, 0, 3);
    var operations = argument(args, 1, 20_000);
    var connections = argument(args, 2, 16);
    var nodes = argument(args, 3, 1);
    var figures = new double[3][rounds];
    try (var database = new Database()) {
      var url = database.fresh();
      try (var node = Nodes.start(url);
          var others = new Others(url, nodes - 1)) {
        var client = new Client(node.port());
        engine(client, node, url, operations, connections);
        for (var round = 0; round < rounds; round++) {
          figures[0][round] = engine(client, node, url, operations, connections);
          figures[1][round] = EmptyJobs.dbScheduler(database.fresh(), operations);
          figures[2][round] = EmptyJobs.jobRunr(database.fresh(), operations / 4);
          System.out.printf(
              Locale.ROOT,
              "round %d: engine on %d nodes %.0f/s | db-scheduler %.0f/s | JobRunr %.0f/s%n",
              round + 1,
              1 + others.nodes.size(),
              figures[0][round],
              figures[1][round],
              figures[2][round]);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "median: engine %.0f/s = %.1f x db-scheduler = %.1f x JobRunr%n",
        median(figures[0]),
        median(figures[0]) / median(figures[1]),
        median(figures[0]) / median(figures[2]));
  }

  /** Lets everything wait for a limit of one call a minute, then lifts the limits. */
  private static double engine(
      Client client, Child node, String url, int operations, int connections)
      throws SQLException, InterruptedException {
    var ids = new ArrayList<String>();
    var messages = new ArrayList<byte[]>();
    for (var n = 0; n < connections; n++) {
      var id = client.connectInstant();
      messages.add(client.message(id, client.driver(id), ""));
      ids.add(id);
    }
    for (var message : messages) {
      Load.send(node.port(), message, 16, operations / connections);
    }
    var begun = System.nanoTime();
    for (var id : ids) {
      client.call(
          "PATCH", "/v2/integrations/connections/" + id, "{\"settings\":{\"rate_limit\":null}}");
    }
    awaitNonePending(url);
    return operations / ((System.nanoTime() - begun) / 1e9);
  }

  private static void awaitNonePending(String url) throws SQLException {
    try (var connection = Database.connect(url);
        var any =
            connection.prepareStatement(
                "select exists (select 1 from operation where due_at is not null)")) {
      while (true) {
        try (var rows = any.executeQuery()) {
          rows.next();
          if (!rows.getBoolean(1)) {
            return;
          }
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  /** Further nodes on the same store. */
  private static final class Others implements AutoCloseable {
    private final List<Child> nodes = new ArrayList<>();

    Others(String url, int count) {
      for (var n = 0; n < count; n++) {
        nodes.add(Nodes.start(url));
      }
    }

    @Override
    public void close() {
      nodes.forEach(Child::close);
    }
  }

  private static int argument(String[] args, int place, int otherwise) {
    return args.length > place ? Integer.parseInt(args[place]) : otherwise;
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
