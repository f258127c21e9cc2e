package dev.gladhand.bootstrap.tool;

import java.io.PrintStream;
import java.util.Locale;

/** The findings of a check, one line for each; the worst one decides the exit code. */
final class Findings {
  /**
   * The levels of a finding, from good to bad. A check that was not requested is listed and counts
   * as good.
   */
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
