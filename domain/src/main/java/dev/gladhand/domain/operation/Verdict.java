package dev.gladhand.domain.operation;

import dev.gladhand.domain.field.Wire;

/** Whether the TSP applied the write of an operation that has ended. */
public enum Verdict implements Wire {
  APPLIED,
  NOT_APPLIED,
  /** The write was sent, and it is not known whether the TSP acted on it. */
  UNKNOWN
}
