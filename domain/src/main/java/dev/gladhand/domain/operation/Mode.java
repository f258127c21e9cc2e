package dev.gladhand.domain.operation;

import java.util.Locale;

/** Whether the caller waits for the TSP's answer, or asks for the result later. */
public enum Mode {
  ASYNC,
  SYNC;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
