package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;

/**
 * The settings of the simulated MyGeotab that a test may change.
 *
 * @param callsAMinute the largest number of calls a minute for each method and type of entity
 * @param moves whether the answer to a sign-in names the second server
 * @param mayImpersonate whether the user may send messages in the name of other users
 */
record GeotabSettings(int callsAMinute, boolean moves, boolean mayImpersonate) {
  private static final int CALLS_A_MINUTE = 100;

  static GeotabSettings defaults() {
    return new GeotabSettings(CALLS_A_MINUTE, false, false);
  }

  /** The same settings with the setting of this name changed. */
  GeotabSettings with(String name, Json.Obj change) {
    boolean isOn = Boolean.TRUE.equals(change.bool(name));
    return switch (name) {
      case "calls_a_minute" -> {
        BigDecimal calls = change.number(name);
        int most = calls == null ? CALLS_A_MINUTE : calls.intValueExact();
        yield new GeotabSettings(most, moves, mayImpersonate);
      }
      case "moves" -> new GeotabSettings(callsAMinute, isOn, mayImpersonate);
      case "may_impersonate" -> new GeotabSettings(callsAMinute, moves, isOn);
      default ->
          throw new IllegalArgumentException(
              "unknown setting '"
                  + name
                  + "', known are calls_a_minute, moves, may_impersonate, end_sessions,"
                  + " forget_limits");
    };
  }
}
