package dev.gladhand.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the processor time of processes from Linux. */
final class Processors {
  /**
   * How many ticks, the unit in which the kernel reports processor time, are a second; 100 on every
   * platform of Linux.
   */
  private static final long TICKS_PER_SECOND = 100;

  private Processors() {}

  /**
   * The processor time used by a process, by its running children, and by its children that have
   * ended.
   */
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
    // The fields follow the name in brackets: state is the first, utime and stime are the 12th and
    // 13th.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
  }
}
