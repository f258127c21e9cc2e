package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;

/** Makes calls that change something at one TSP. Thread-safe. */
public interface WriteCalls {
  /** The name of the TSP as it is shown to people. */
  String tsp();

  /** Sends a request that changes something at the TSP, in at most one call. */
  Exchange write(TspRequest request, TspAccess tsp);
}
