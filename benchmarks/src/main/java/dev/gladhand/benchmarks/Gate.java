package dev.gladhand.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether {@link InstantTsp} accepts writes: it does not while a file exists. */
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

  /** The setting for a node's environment. */
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
   * Whether the gate is closed, in the node. The answer is cached for a moment, because reading it
   * takes half as long as a write.
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
