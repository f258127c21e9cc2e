package dev.gladhand.persistence.delivery;

import dev.gladhand.persistence.sql.MultiInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Inserts new deliveries. */
public final class DeliveryRows {
  static final String WAITING = "waiting";
  static final String DELIVERED = "delivered";
  static final String DEAD = "dead";

  private static final MultiInsert INSERT =
      new MultiInsert(
          "webhook_delivery",
          "webhook_id uuid",
          "event_id uuid",
          "event_position int8",
          "sequence int8",
          "status text",
          "due_or_ended timestamptz",
          "attempts int4",
          "round_from int4");

  private DeliveryRows() {}

  public record New(UUID webhook, UUID event, long position, long sequence, Instant dueAt) {}

  public static void add(Connection connection, List<New> deliveries) throws SQLException {
    INSERT.run(
        connection,
        deliveries,
        (one, row) ->
            row.id(one.webhook)
                .id(one.event)
                .number(one.position)
                .number(one.sequence)
                .text(WAITING)
                .time(one.dueAt)
                .integer(0)
                .integer(0));
  }
}
