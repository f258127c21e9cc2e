package dev.gladhand.domain.tsp;

import java.util.UUID;

/**
 * The same for every attempt of one operation, so that a TSP or a look-up can recognise a repeat.
 */
public record RepeatKey(UUID operation) {
  /** 32 hexadecimal digits. */
  public String hex() {
    return operation.toString().replace("-", "");
  }

  @Override
  public String toString() {
    return hex();
  }
}
