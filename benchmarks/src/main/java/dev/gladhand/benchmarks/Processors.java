package dev.gladhand.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time of processes, as Linux tells it. */
final class Processors {
  /** Of the kernel's interface; 100 on every platform that Linux runs on. */
  private static final long TICKS_PER_SECOND = 100;

  private Processors() {}

  /** Of a process, of the children that it has, and of those that have ended. */
  static Duration withChildren(long pid) {
    var ticks = ticks(pid, true);
    for (var child : ProcessHandle.of(pid).orElseThrow().children().toList()) {
      ticks += ticks(child.pid(), false);
    }
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  private static long ticks(long pid, boolean withEnded) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException e) {
      if (Files.notExists(Path.of("/proc", Long.toString(pid)))) {
        return 0;
      }
      throw new UncheckedIOException(e);
    }
    // After the name in brackets: state is the first, utime and stime are the 12th and 13th.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
  }
}
