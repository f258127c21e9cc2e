package dev.gladhand.domain.operation;

import dev.gladhand.domain.field.Wire;

/** Whether the caller waits for the TSP's answer, or asks for the result later. */
public enum Mode implements Wire {
  ASYNC,
  SYNC
}
