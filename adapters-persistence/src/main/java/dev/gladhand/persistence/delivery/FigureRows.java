package dev.gladhand.persistence.delivery;

import dev.gladhand.application.delivery.Deliveries.Attempted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Adds delivery attempts to the sums that are kept for each subscription and minute. */
public final class FigureRows {
  private record Minute(UUID webhook, Instant at) {}

  private record Sum(long attempts, long successes, long millis) {
    static Sum of(Attempted attempt) {
      return new Sum(1, attempt.success() ? 1 : 0, attempt.millis());
    }

    Sum plus(Sum other) {
      return new Sum(attempts + other.attempts, successes + other.successes, millis + other.millis);
    }
  }

  private final FigureRepository rows;

  public FigureRows(FigureRepository rows) {
    this.rows = rows;
  }

  /**
   * Adds the attempts to the sums of their subscriptions and minutes. It changes the rows in a
   * fixed order, so that two transactions that add to the same minutes do not deadlock.
   */
  void add(List<Attempted> attempts) {
    var sums =
        new TreeMap<Minute, Sum>(Comparator.comparing(Minute::webhook).thenComparing(Minute::at));
    for (var attempt : attempts) {
      var minute =
          new Minute(attempt.due().webhook().value(), attempt.at().truncatedTo(ChronoUnit.MINUTES));
      sums.merge(minute, Sum.of(attempt), Sum::plus);
    }
    sums.forEach(
        (minute, sum) -> {
          if (!add(minute, sum)) {
            rows.begin(minute.webhook, minute.at);
            add(minute, sum);
          }
        });
  }

  private boolean add(Minute minute, Sum sum) {
    return rows.add(minute.webhook, minute.at, sum.attempts, sum.successes, sum.millis) == 1;
  }
}
