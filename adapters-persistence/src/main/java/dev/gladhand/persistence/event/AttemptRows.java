package dev.gladhand.persistence.event;

import dev.gladhand.application.event.Deliveries.Attempted;
import dev.gladhand.application.event.Deliveries.Next;
import dev.gladhand.persistence.MultiInsert;
import dev.gladhand.persistence.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Stores attempts: the delivery, the log, the figures. */
final class AttemptRows {
  private static final String MOVE =
      """
      update webhook_delivery set status = ?, due_or_ended = ?, attempts = attempts + 1
      where webhook_id = ? and event_id = ? and status = 'waiting' and attempts = ?""";
  private static final MultiInsert LOG =
      new MultiInsert(
          "webhook_attempt (webhook_id, event_id, event_name, attempt, success, status_code, error, millis, created_at)");

  private AttemptRows() {}

  static List<Boolean> record(Connection connection, List<Attempted> batch) throws SQLException {
    var stored = move(connection, batch);
    var logged =
        IntStream.range(0, batch.size())
            .filter(stored::get)
            .mapToObj(batch::get)
            .filter(attempt -> attempt.due().event() != null)
            .toList();
    LOG.run(connection, logged, AttemptRows::bind);
    FigureRows.add(connection, logged);
    return stored;
  }

  /**
   * In one order for all, so that two who store the same attempts wait for each other at most once.
   */
  private static List<Boolean> move(Connection connection, List<Attempted> batch)
      throws SQLException {
    var order =
        IntStream.range(0, batch.size())
            .boxed()
            .sorted(
                Comparator.<Integer, java.util.UUID>comparing(
                        i -> batch.get(i).due().webhook().value())
                    .thenComparing(i -> batch.get(i).due().id().value()))
            .toList();
    var stored = new ArrayList<Boolean>(java.util.Collections.nCopies(batch.size(), false));
    try (var statement = connection.prepareStatement(MOVE)) {
      for (var i : order) {
        var attempt = batch.get(i);
        var due = attempt.due();
        var parameters = Parameters.of(statement);
        switch (attempt.next()) {
          case Next.Delivered() -> parameters.text(DeliveryRows.DELIVERED).time(attempt.at());
          case Next.Again(var dueAt) -> parameters.text(DeliveryRows.WAITING).time(dueAt);
          case Next.Dead() -> parameters.text(DeliveryRows.DEAD).time(attempt.at());
        }
        parameters.id(due.webhook().value()).id(due.id().value()).number(due.attempts());
        statement.addBatch();
      }
      var counts = statement.executeBatch();
      for (var i = 0; i < counts.length; i++) {
        stored.set(order.get(i), counts[i] == 1);
      }
    }
    return stored;
  }

  private static void bind(Attempted attempt, Parameters row) throws SQLException {
    var due = attempt.due();
    var event = due.event();
    row.id(due.webhook().value())
        .id(due.id().value())
        .text(event == null ? "" : event.name())
        .number(due.attempts() + 1)
        .flag(attempt.success());
    row.maybeNumber(attempt.status())
        .text(attempt.error())
        .number(attempt.millis())
        .time(attempt.at());
  }
}
