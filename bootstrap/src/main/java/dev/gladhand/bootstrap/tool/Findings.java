package dev.gladhand.bootstrap.tool;

import java.io.PrintStream;
import java.util.Locale;

/** What a check has found, a line for each; the worst of it makes the exit code. */
final class Findings {
  /** From good to bad. What was not asked for is told, and counts as good. */
  enum Level {
    OK,
    SKIPPED,
    WARNING,
    FAILED
  }

  private final PrintStream out;
  private Level worst = Level.OK;

  Findings(PrintStream out) {
    this.out = out;
  }

  void add(Level level, String check, String says) {
    out.printf(Locale.ROOT, "%-8s %-16s %s%n", level, check, says);
    if (level.compareTo(worst) > 0) {
      worst = level;
    }
  }

  int exitCode() {
    return switch (worst) {
      case OK, SKIPPED -> 0;
      case WARNING -> 10;
      case FAILED -> 20;
    };
  }
}
