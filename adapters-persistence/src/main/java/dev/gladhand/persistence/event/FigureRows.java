package dev.gladhand.persistence.event;

import dev.gladhand.application.event.Deliveries.Attempted;
import dev.gladhand.application.event.DeliveryHistory.Figures;
import dev.gladhand.persistence.Columns;
import dev.gladhand.persistence.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Sums of attempts by subscription and minute. */
final class FigureRows {
  private static final String PLUS =
      """
      update webhook_figure set attempts = attempts + ?, successes = successes + ?, millis = millis + ?
      where webhook_id = ? and at_minute = ?""";
  private static final String FIRST =
      """
      insert into webhook_figure (webhook_id, at_minute, attempts, successes, millis) values (?, ?, 0, 0, 0)
      on conflict do nothing""";
  private static final String SINCE =
      """
      select coalesce(sum(attempts), 0), coalesce(sum(successes), 0), coalesce(sum(millis), 0) from webhook_figure
      where webhook_id = ? and at_minute > ?""";

  private record Minute(UUID webhook, Instant at) {}

  private static final class Sum {
    private long attempts;
    private long successes;
    private long millis;

    void add(Attempted attempt) {
      attempts++;
      successes += attempt.success() ? 1 : 0;
      millis += attempt.millis();
    }
  }

  private FigureRows() {}

  static void add(Connection connection, List<Attempted> attempts) throws SQLException {
    var sums =
        new TreeMap<Minute, Sum>(Comparator.comparing(Minute::webhook).thenComparing(Minute::at));
    for (var attempt : attempts) {
      var minute =
          new Minute(attempt.due().webhook().value(), attempt.at().truncatedTo(ChronoUnit.MINUTES));
      sums.computeIfAbsent(minute, _ -> new Sum()).add(attempt);
    }
    for (var one : sums.entrySet()) {
      if (!plus(connection, one)) {
        try (var statement = connection.prepareStatement(FIRST)) {
          Parameters.of(statement).id(one.getKey().webhook).time(one.getKey().at);
          statement.executeUpdate();
        }
        plus(connection, one);
      }
    }
  }

  private static boolean plus(Connection connection, Map.Entry<Minute, Sum> one)
      throws SQLException {
    try (var statement = connection.prepareStatement(PLUS)) {
      var sum = one.getValue();
      Parameters.of(statement)
          .number(sum.attempts)
          .number(sum.successes)
          .number(sum.millis)
          .id(one.getKey().webhook)
          .time(one.getKey().at);
      return statement.executeUpdate() == 1;
    }
  }

  /** Whole minutes: one that began before is not counted. */
  static Figures since(Connection connection, UUID webhook, Instant from) throws SQLException {
    try (var statement = connection.prepareStatement(SINCE)) {
      Parameters.of(statement).id(webhook).time(from);
      try (var rows = statement.executeQuery()) {
        rows.next();
        var row = Columns.of(rows);
        return new Figures(row.number(), row.number(), row.number());
      }
    }
  }
}
