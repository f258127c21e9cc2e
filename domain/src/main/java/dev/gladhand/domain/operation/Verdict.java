package dev.gladhand.domain.operation;

import java.util.Locale;

/** Whether the TSP has acted, for an operation that has ended. */
public enum Verdict {
  APPLIED,
  NOT_APPLIED,
  /** The write was sent, and it is not known whether the TSP acted on it. */
  UNKNOWN;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
