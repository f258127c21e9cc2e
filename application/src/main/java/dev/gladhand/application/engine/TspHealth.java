package dev.gladhand.application.engine;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one node knows of how a TSP is doing, over all its connections: a TSP that is down sees
 * probes, not one attempt of each connection.
 */
record TspHealth(Circuit circuit, RetryBudget budget) {
  private static final int OPENS_AFTER = 20;

  /** Fewer connections than this keep probing by circuits of their own. */
  private static final int CONNECTIONS = 3;

  private static final int MOST = 1000;

  /** By the address that is called, since one TSP may run several. Thread-safe. */
  static final class All {
    private final Map<String, TspHealth> byAddress = new ConcurrentHashMap<>();

    TspHealth of(Connection connection) {
      if (byAddress.size() > MOST) {
        byAddress.clear();
      }
      var address =
          connection.tsp().slug() + " " + connection.settings().getOr(Settings.BASE_URL, "");
      return byAddress.computeIfAbsent(
          address, _ -> new TspHealth(new Circuit(OPENS_AFTER, CONNECTIONS), new RetryBudget()));
    }
  }
}
