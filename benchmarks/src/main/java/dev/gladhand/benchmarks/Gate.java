package dev.gladhand.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether {@link InstantTsp} accepts writes. The gate is a file, because the benchmark and
 * the node are separate processes: while the file exists, the gate is closed, and no write is
 * accepted.
 */
final class Gate {
  private static final String VARIABLE = "BENCHMARK_GATE";
  private static final long LOOKS_EVERY = 10_000_000;
  private static final @Nullable String NAMED = System.getenv(VARIABLE);

  private static volatile boolean closed = true;
  private static volatile long lookedAt = System.nanoTime() - LOOKS_EVERY;

  private final Path file;

  Gate() {
    try {
      file = Files.createTempFile("gladhand", ".gate");
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment variable that names the file to a node. */
  Map<String, String> setting() {
    return Map.of(VARIABLE, file.toString());
  }

  void close() throws IOException {
    Files.write(file, new byte[0]);
  }

  void open() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Whether the gate is closed; called in the node. The answer is up to 10 ms old, because looking
   * at the file takes half as long as a write. Without the environment variable, the gate is open.
   */
  static boolean closed() {
    var now = System.nanoTime();
    if (now - lookedAt >= LOOKS_EVERY) {
      // In this order, a concurrent caller also reads, and does not take an old answer for a new
      // one.
      closed = NAMED != null && Files.exists(Path.of(NAMED));
      lookedAt = now;
    }
    return closed;
  }
}
