package dev.gladhand.benchmarks;

import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.secret.MasterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long each call of the store takes with few operations and with many: the given
 * numbers of ended operations, and of pending ones in one lane. Runs on PostgreSQL and on H2. Start
 * it with {@code scripts/benchmark Backlog [ended] [pending] [postgresql|h2|both]}.
 */
public final class Backlog {
  private static final int FEW_ENDED = 2_000;
  private static final int FEW_PENDING = 500;

  /** Keeps H2 from answering a repeated query from its cache. */
  private static final String NO_REUSE = ";OPTIMIZE_REUSE_RESULTS=0";

  private Backlog() {}

  public static void main(String[] args) throws IOException {
    var ended = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    var pending = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    var stores = args.length > 2 ? args[2] : "both";
    if (!stores.equals("h2")) {
      try (var server = new dev.gladhand.benchmarks.Database()) {
        compare("PostgreSQL", server.fresh(), server.fresh(), server.fresh(), ended, pending);
      }
    }
    if (!stores.equals("postgresql")) {
      var folder = Files.createTempDirectory("gladhand-backlog");
      try {
        compare(
            "H2",
            "jdbc:h2:file:" + folder.resolve("warm") + NO_REUSE,
            "jdbc:h2:file:" + folder.resolve("few") + NO_REUSE,
            "jdbc:h2:file:" + folder.resolve("many") + NO_REUSE,
            ended,
            pending);
      } finally {
        try (var files = Files.list(folder)) {
          for (var file : files.toList()) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(folder);
      }
    }
  }

  private static void compare(
      String name, String warm, String few, String many, int ended, int pending) {
    // The first round warms up the compiler.
    measure(warm, FEW_ENDED, FEW_PENDING);
    var small = measure(few, FEW_ENDED, FEW_PENDING);
    var large = measure(many, ended, pending);
    System.out.printf(
        "%n%s, medians in ms: %,d ended and %,d pending | %,d and %,d | ratio%n",
        name, FEW_ENDED, FEW_PENDING, ended, pending);
    large.forEach(
        (what, millis) -> {
          var before = small.getOrDefault(what, Double.NaN);
          System.out.printf("%-50s %9.2f %9.2f %7.1f%n", what, before, millis, millis / before);
        });
  }

  private static Map<String, Double> measure(String url, int ended, int pending) {
    var h2 = url.startsWith("jdbc:h2");
    // Making a million rows takes longer than a call may.
    var patient = h2 ? url : url + (url.contains("?") ? "&" : "?") + "socketTimeout=0";
    try (var context = StoreContext.open(patient, h2 ? "sa" : "postgres", h2 ? "" : "postgres")) {
      var store = context.store(new MasterKeys(new byte[32], List.of()), _ -> Optional.empty());
      var rows = new BacklogRows(store, h2);
      var begun = System.nanoTime();
      rows.ended(ended);
      rows.pending(1, pending, false);
      rows.settle();
      System.out.printf(
          "%,d rows made in %.0f s%n", ended + pending, (System.nanoTime() - begun) / 1e9);
      var figures = new LinkedHashMap<String, Double>();
      new BacklogCalls(store, rows, figures).run();
      return figures;
    }
  }
}
