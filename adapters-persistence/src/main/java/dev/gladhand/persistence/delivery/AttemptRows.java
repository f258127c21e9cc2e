package dev.gladhand.persistence.delivery;

import dev.gladhand.application.delivery.Deliveries.Attempted;
import dev.gladhand.application.delivery.Deliveries.Next;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stores the results of delivery attempts: changes the deliveries, adds rows to the delivery log,
 * and adds to each subscription's sums per minute.
 */
public final class AttemptRows {
  private static final MultiUpdate MOVE =
      new MultiUpdate(
          "webhook_delivery d",
          "status = {status}, due_or_ended = {due_or_ended}, attempts = d.attempts + 1",
          "d.webhook_id = {webhook_id} and d.event_id = {event_id} and d.status = 'waiting' and d.attempts = {attempts}",
          "status text",
          "due_or_ended timestamptz",
          "webhook_id uuid",
          "event_id uuid",
          "attempts int4");
  private static final MultiInsert LOG =
      new MultiInsert(
          "webhook_attempt",
          "webhook_id uuid",
          "event_id uuid",
          "event_name text",
          "attempt int4",
          "success bool",
          "status_code int4",
          "error text",
          "millis int8",
          "created_at timestamptz");

  private final FigureRows figures;

  public AttemptRows(FigureRows figures) {
    this.figures = figures;
  }

  public List<Boolean> record(Connection connection, List<Attempted> batch) throws SQLException {
    var stored = move(connection, batch);
    var logged =
        IntStream.range(0, batch.size())
            .filter(stored::get)
            .mapToObj(batch::get)
            .filter(attempt -> attempt.due().event() != null)
            .toList();
    LOG.run(connection, logged, AttemptRows::bind);
    figures.add(logged);
    return stored;
  }

  /**
   * Changes the rows of the deliveries; returns for each attempt of the batch whether its delivery
   * was changed. The rows are changed in a fixed order, so that two transactions that store the
   * same attempts do not deadlock.
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
    var moved = MOVE.run(connection, order.stream().map(batch::get).toList(), AttemptRows::move);
    var stored = new ArrayList<Boolean>(java.util.Collections.nCopies(batch.size(), false));
    for (var i = 0; i < moved.size(); i++) {
      stored.set(order.get(i), moved.get(i));
    }
    return stored;
  }

  private static void move(Attempted attempt, Row row) {
    var due = attempt.due();
    switch (attempt.next()) {
      case Next.Delivered() -> row.text(DeliveryRows.DELIVERED).time(attempt.at());
      case Next.Again(var dueAt) -> row.text(DeliveryRows.WAITING).time(dueAt);
      case Next.Dead() -> row.text(DeliveryRows.DEAD).time(attempt.at());
    }
    row.id(due.webhook().value()).id(due.id().value()).integer(due.attempts());
  }

  private static void bind(Attempted attempt, Row row) {
    var due = attempt.due();
    var event = due.event();
    row.id(due.webhook().value())
        .id(due.id().value())
        .text(event == null ? "" : event.name())
        .integer(due.attempts() + 1)
        .flag(attempt.success());
    row.integer(attempt.status()).text(attempt.error()).number(attempt.millis()).time(attempt.at());
  }
}
