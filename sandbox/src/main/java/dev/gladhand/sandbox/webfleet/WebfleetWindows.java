package dev.gladhand.sandbox.webfleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Limits how often each action may be called within a certain time. */
final class WebfleetWindows {
  private record Window(int calls, Duration time) {}

  private static final Window MINUTE = new Window(10, Duration.ofMinutes(1));
  private static final Map<String, Window> ALL =
      Map.of(
          "sendTextMessageExtern", new Window(300, Duration.ofMinutes(30)),
          "showMessages", MINUTE,
          "insertDriverExtern", MINUTE,
          "updateDriverExtern", MINUTE,
          "showDriverReportExtern", MINUTE,
          "updateVehicle", MINUTE,
          "showVehicleReportExtern", MINUTE,
          "showObjectReportExtern", new Window(6, Duration.ofMinutes(1)));

  private final Map<String, Deque<Long>> called = new HashMap<>();

  /**
   * Counts a call of the action.
   *
   * @throws WebfleetError when the action was called too often
   */
  synchronized void take(String action, long nowMillis) {
    Window window = ALL.get(action);
    if (window == null) {
      throw new WebfleetError(9, "unknown action " + action);
    }
    Deque<Long> times = called.computeIfAbsent(action, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && times.getFirst() <= nowMillis - window.time().toMillis()) {
      times.removeFirst();
    }
    if (times.size() >= window.calls()) {
      throw new WebfleetError(8011, "request quota reached");
    }
    times.addLast(nowMillis);
  }

  synchronized void clear() {
    called.clear();
  }
}
