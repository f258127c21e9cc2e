package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;

/** Makes calls that change something at one TSP. Thread-safe. */
public interface WriteCalls {
  /** The name of the TSP as it is shown to people. */
  String tsp();

  /** Makes at most one call that changes something. */
  Exchange write(TspRequest request, TspAccess tsp);
}
