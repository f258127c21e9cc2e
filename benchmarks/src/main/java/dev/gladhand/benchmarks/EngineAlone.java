package dev.gladhand.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Measures how many operations a second the engine delivers, without HTTP: the operations are
 * stored before, {@link InstantTsp} accepts everything at once in the node's own process, and all
 * results are stored. For comparison it measures job schedulers whose jobs do nothing, on the same
 * PostgreSQL, in the same run. Start it with {@code scripts/benchmark EngineAlone [rounds]
 * [operations] [connections] [nodes] [engine]}; the word {@code engine} leaves the comparison out.
 */
public final class EngineAlone {
  private static final int WARM_UP = 20_000;
  private static final int USUAL_CONNECTIONS = 16;
  private static final int SENDERS = 16;

  private final Client client;
  private final Child node;
  private final String url;
  private final Gate gate;
  private final List<byte[]> shared = new ArrayList<>();
  private final List<Child> nodes;
  private String spent = "";

  private EngineAlone(Client client, Child node, List<Child> others, String url, Gate gate) {
    this.client = client;
    this.node = node;
    this.url = url;
    this.gate = gate;
    this.nodes = new ArrayList<>(others);
    this.nodes.add(node);
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    var rounds = argument(args, 0, 3);
    var operations = argument(args, 1, 20_000);
    var connections = argument(args, 2, 16);
    var nodes = argument(args, 3, 1);
    var alone = args.length > 4 && args[4].equals("engine");
    var figures = new double[3][rounds];
    try (var database = Database.counting()) {
      var url = database.fresh();
      var gate = new Gate();
      try (var node = Nodes.start(url, gate.setting());
          var others = new Others(url, gate, nodes - 1)) {
        var run = new EngineAlone(new Client(node.port()), node, others.nodes, url, gate);
        run.engine(Math.min(operations, WARM_UP), Math.min(connections, USUAL_CONNECTIONS));
        for (var round = 0; round < rounds; round++) {
          figures[0][round] = run.engine(operations, connections);
          System.out.printf(
              Locale.ROOT,
              "round %d: %d operations of %d connections on %d nodes %.0f/s",
              round + 1,
              operations,
              connections,
              1 + others.nodes.size(),
              figures[0][round]);
          if (!alone) {
            figures[1][round] = EmptyJobs.dbScheduler(database.fresh(), operations);
            figures[2][round] = EmptyJobs.jobRunr(database.fresh(), operations / 4);
            System.out.printf(
                Locale.ROOT,
                " | db-scheduler %.0f/s | JobRunr %.0f/s",
                figures[1][round],
                figures[2][round]);
          }
          System.out.println();
          System.out.println("  " + run.spent);
        }
      }
    }
    var engine = median(figures[0]);
    System.out.printf(Locale.ROOT, "median: engine %.0f/s", engine);
    if (!alone) {
      System.out.printf(
          Locale.ROOT,
          " = %.1f x db-scheduler = %.1f x JobRunr",
          engine / median(figures[1]),
          engine / median(figures[2]));
    }
    System.out.println();
  }

  /**
   * Stores all operations while the provider holds back its answers, and then lets it answer;
   * returns how many operations a second are delivered.
   */
  private double engine(int operations, int connections)
      throws IOException, SQLException, InterruptedException {
    gate.close();
    Thread.sleep(100);
    eachOf(SENDERS, sender -> accept(sender, operations, connections));
    awaitQuiet();
    gate.open();
    Thread.sleep(100);
    makeDue();
    var spending = Spent.begin(url, nodes);
    var begun = System.nanoTime();
    awaitNonePending();
    var took = System.nanoTime() - begun;
    spent = spending.end(operations);
    return operations / (took / 1e9);
  }

  /**
   * Sends one sender's part of the writes to the node, which accepts them.
   *
   * @param sender the number of the sender, from 0
   * @param operations the writes of all senders
   * @param connections the connections of all senders
   */
  private void accept(int sender, int operations, int connections) {
    // A connection that all senders share is made by one of them.
    var places = connections < SENDERS ? shared(connections) : List.<byte[]>of();
    try (var line = new Load.Line(node.port())) {
      for (var n = sender; n < Math.max(connections, SENDERS); n += SENDERS) {
        var message = places.isEmpty() ? message() : places.get(n % connections);
        var among = Math.max(connections, SENDERS);
        var count = operations / among + (n < operations % among ? 1 : 0);
        for (var write = 0; write < count; write++) {
          var status = line.exchange(message);
          if (status != 202) {
            throw new IllegalStateException("status " + status);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized List<byte[]> shared(int connections) {
    while (shared.size() < connections) {
      shared.add(message());
    }
    return List.copyOf(shared);
  }

  private byte[] message() {
    var id = client.connectInstant();
    return client.message(id, client.driver(id), "");
  }

  private static void eachOf(int count, IntConsumer work) throws InterruptedException {
    var failed = new AtomicReference<Throwable>();
    var threads = new ArrayList<Thread>();
    for (var n = 0; n < count; n++) {
      var number = n;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      work.accept(number);
                    } catch (RuntimeException | Error e) {
                      failed.compareAndSet(null, e);
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    if (failed.get() != null) {
      throw new IllegalStateException(failed.get());
    }
  }

  /**
   * Waits until no node holds a lane and no lane is due within ten minutes. The closed provider
   * tells each lane to wait for an hour.
   */
  private void awaitQuiet() throws SQLException {
    await(
        "select not exists (select 1 from lane where leased_by is not null"
            + " or due_at < now() + interval '10 minutes')");
  }

  /**
   * Makes all lanes due that wait because of the closed provider, and signals that to every node.
   */
  private void makeDue() throws SQLException {
    try (var connection = Database.connect(url);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("update work set due_at = now() where due_at is not null");
      statement.execute(
          "update lane set due_at = now(), hold_until = null, memory = null where due_at is not null");
      statement.execute("select pg_notify('gladhand', 'bench lane')");
      connection.commit();
    }
  }

  private void awaitNonePending() throws SQLException {
    await("select not exists (select 1 from work where due_at is not null)");
  }

  private void await(String question) throws SQLException {
    try (var connection = Database.connect(url);
        var ask = connection.prepareStatement(question)) {
      while (true) {
        try (var rows = ask.executeQuery()) {
          rows.next();
          if (rows.getBoolean(1)) {
            return;
          }
        }
        // The question itself is work for the server.
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /** Further nodes on the same store. */
  private static final class Others implements AutoCloseable {
    private final List<Child> nodes = new ArrayList<>();

    Others(String url, Gate gate, int count) {
      for (var n = 0; n < count; n++) {
        nodes.add(Nodes.start(url, gate.setting()));
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
