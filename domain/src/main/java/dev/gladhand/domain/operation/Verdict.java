package dev.gladhand.domain.operation;

import java.util.Locale;

/** Whether the TSP has acted, once an operation has ended. */
public enum Verdict {
  APPLIED,
  NOT_APPLIED,
  /** Sent, and nobody can say. */
  UNKNOWN;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
