package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.testkit.tsp.Trial.Step;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcome that every adapter must give for each status and each broken or missing answer. An
 * adapter may differ only by a declared {@link Deviation}.
 */
public final class Table {
  public static final String UNREADABLE_SUCCESS = "unreadable success";
  public static final String BROKEN_CONNECTION = "broken connection";
  public static final String NO_ANSWER = "no answer in time";
  public static final String REFUSED_CONNECTION = "refused connection";

  static final String NOT_SENT = "rejected: network, not applied, back-off";
  static final String LOST = "rejected: network, maybe applied, back-off";
  static final String REDIRECTED = "rejected: tsp, maybe applied, never";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String UNKNOWN = "rejected: tsp, maybe applied, back-off";

  private final List<Deviation> deviations;

  Table(List<Deviation> deviations) {
    this.deviations = deviations;
    for (var deviation : deviations) {
      assertTrue(
          rows().contains(deviation.row()), () -> "no row is called \"" + deviation.row() + "\"");
    }
  }

  static Map<Integer, String> statuses() {
    var table = new LinkedHashMap<Integer, String>();
    for (var status : List.of(301, 302, 303, 307, 308)) {
      table.put(status, REDIRECTED);
    }
    for (var status : List.of(400, 404, 405, 409, 413, 414, 415, 422)) {
      table.put(status, REFUSED);
    }
    table.put(401, "rejected: auth, not applied, new credentials");
    table.put(403, "rejected: auth, not applied, never");
    table.put(421, NOT_SENT);
    table.put(429, "throttled for null");
    for (var status : List.of(408, 500, 502, 503, 504)) {
      table.put(status, UNKNOWN);
    }
    return table;
  }

  static String row(int status) {
    return "status " + status;
  }

  private static Set<String> rows() {
    var rows = new LinkedHashSet<String>();
    statuses().keySet().forEach(status -> rows.add(row(status)));
    rows.addAll(List.of(UNREADABLE_SUCCESS, BROKEN_CONNECTION, NO_ANSWER, REFUSED_CONNECTION));
    return rows;
  }

  /**
   * Fails unless the outcome is the standard one of this row or, if a deviation is declared for the
   * row and sample, that of the deviation.
   *
   * @param standard the outcome of the row, in the words of {@link Told}
   * @param circumstances what the TSP did, for the message of a failure
   */
  void check(String row, String standard, Step step, Outcome outcome, String circumstances) {
    var told = Told.of(step.write(), outcome);
    var allowed = allowed(row, standard, step);
    assertTrue(
        allowed.contains(told),
        () ->
            step
                + ", "
                + circumstances
                + ": expected "
                + String.join(" or ", allowed)
                + ", but was "
                + told
                + " "
                + Told.error(outcome));
  }

  private Set<String> allowed(String row, String standard, Step step) {
    for (var deviation : deviations) {
      if (deviation.covers(row, step.sample())) {
        return Set.of(deviation.told());
      }
    }
    var allowed = new LinkedHashSet<>(Set.of(standard));
    if (step.write().payload().recipients().size() > 1) {
      // A failure for one of several recipients may be that recipient's result.
      if (standard.equals(REFUSED)) {
        allowed.add(Told.RECIPIENT_FAILED);
      }
      if (standard.contains("maybe applied")) {
        allowed.add(Told.RECIPIENT_UNKNOWN);
      }
    }
    if (!step.isLast() && standard.equals(Told.ACCEPTED)) {
      allowed.add(Told.PROGRESSED);
      // If the next call needs the id from this answer, the write cannot go on.
      allowed.add("rejected: tsp, maybe applied, never");
      allowed.add("rejected: tsp, maybe applied, back-off");
    }
    return allowed;
  }
}
