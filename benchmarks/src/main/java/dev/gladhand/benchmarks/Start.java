package dev.gladhand.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures how soon a node that is started from the runnable jar is ready, and its memory then and
 * a few seconds later. Its store is an H2 file, new or existing; it starts with and without the
 * cache of loaded classes that {@code ./gladhand} makes. Start it with {@code scripts/benchmark
 * Start [starts] [JVM options]}.
 */
public final class Start {
  private static final Path JAR = Path.of("bootstrap", "target", "gladhand.jar");
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final Path folder;
  private final List<String> options;

  private Start(Path folder, List<String> options) {
    this.folder = folder;
    this.options = options;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var starts = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    var options = List.of(args).subList(Math.min(1, args.length), args.length);
    var folder = Files.createTempDirectory(Path.of("target"), "start");
    var run = new Start(folder, options);
    run.print("no cache, no store yet", starts, false, List.of());
    run.print("no cache", starts, true, List.of());
    var cache = run.train();
    System.out.printf(Locale.ROOT, "cache of %d MiB%n", Files.size(cache) >> 20);
    var cached = List.of("-XX:AOTCache=" + cache);
    run.print("with a cache, no store yet", starts, false, cached);
    run.print("with a cache", starts, true, cached);
  }

  /**
   * Makes the cache of loaded classes in the way the launcher {@code ./gladhand} does; returns its
   * file.
   */
  private Path train() throws IOException, InterruptedException {
    var cache = folder.resolve("gladhand.aot");
    var command = new ArrayList<>(List.of(Child.java()));
    command.addAll(options);
    command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", JAR.toString(), "train"));
    var training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("training.log").toFile());
    training.environment().putAll(environment("jdbc:h2:mem:training"));
    training.environment().put("GLADHAND_HOST", "127.0.0.1");
    training.environment().put("GLADHAND_PORT", "0");
    if (training.start().waitFor() != 0) {
      throw new IllegalStateException("no cache was made, see " + folder.resolve("training.log"));
    }
    return cache;
  }

  private void print(String what, int starts, boolean again, List<String> more)
      throws InterruptedException {
    var ready = new double[starts];
    var then = new double[starts];
    var later = new double[starts];
    if (again) {
      start("known", more).close();
    }
    for (var n = 0; n < starts; n++) {
      var store = again ? "known" : "new-" + more.size() + "-" + n;
      try (var child = start(store, more)) {
        ready[n] = child.readyAfter().toMillis();
        then[n] = child.residentMiB();
        Thread.sleep(QUIET);
        later[n] = child.residentMiB();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: ready after %.0f ms (%s), %.0f MiB resident then, %.0f MiB %d s later (%s)%n",
        what,
        median(ready),
        all(ready),
        median(then),
        median(later),
        QUIET.toSeconds(),
        all(later));
  }

  private Child start(String store, List<String> more) {
    var port = Child.freePort();
    var arguments = new ArrayList<>(options);
    arguments.addAll(more);
    arguments.addAll(List.of("-jar", JAR.toString(), "serve"));
    var url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(store);
    return Child.java(port, arguments, environment(url), "/health/readiness", 200);
  }

  private static Map<String, String> environment(String url) {
    return Map.of("GLADHAND_DATABASE_URL", url, "GLADHAND_MASTER_KEY", Nodes.MASTER_KEY);
  }

  private static String all(double[] values) {
    return Arrays.stream(values)
        .sorted()
        .mapToObj(value -> String.format(Locale.ROOT, "%.0f", value))
        .collect(Collectors.joining(", "));
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
