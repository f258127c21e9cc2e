package dev.gladhand.persistence.delivery;

import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and wakes the lanes of subscriptions for callers that add deliveries. It locks lanes in the
 * order of their ids.
 */
public final class LaneRows {
  private static final String LOCK =
      """
      select webhook_id, next_sequence, active, leased_by is not null, due_at, hold_until from webhook_lane
      where webhook_id = any(?) order by webhook_id for update""";
  private static final MultiUpdate ADVANCE =
      new MultiUpdate(
          "webhook_lane l",
          "next_sequence = {next_sequence}, due_at = {due_at}",
          "l.webhook_id = {webhook_id}",
          "next_sequence int8",
          "due_at timestamptz",
          "webhook_id uuid");
  private static final String EARLIEST =
      """
      select due_or_ended from webhook_delivery where webhook_id = ? and status = 'waiting'
      order by webhook_id, status, due_or_ended, sequence limit 1""";

  private LaneRows() {}

  /** The lane of one subscription, whose row is locked until the end of the transaction. */
  public static final class Lane {
    private final UUID webhook;
    private final boolean active;
    private final boolean held;
    private final @Nullable Instant holdUntil;
    private long nextSequence;
    private @Nullable Instant dueAt;

    private Lane(Columns row) throws SQLException {
      this.webhook = row.id();
      this.nextSequence = row.number();
      this.active = row.flag();
      this.held = row.flag();
      this.dueAt = row.maybeTime();
      this.holdUntil = row.maybeTime();
    }

    public long take() {
      return nextSequence++;
    }

    /**
     * Makes the lane due at this time, unless it is due earlier. A lane that is held or not active
     * is not changed: its holder looks for due deliveries when it releases the lane, and activating
     * the subscription looks for them too.
     */
    public void dueBy(Instant at) {
      if (!active || held) {
        return;
      }
      var sooner = holdUntil != null && holdUntil.isAfter(at) ? holdUntil : at;
      if (dueAt == null || sooner.isBefore(dueAt)) {
        dueAt = sooner;
      }
    }
  }

  public static Map<UUID, Lane> lock(Connection connection, Collection<UUID> webhooks)
      throws SQLException {
    var lanes = new LinkedHashMap<UUID, Lane>();
    if (webhooks.isEmpty()) {
      return lanes;
    }
    try (var statement = connection.prepareStatement(LOCK)) {
      Parameters.of(statement).ids(webhooks);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var lane = new Lane(Columns.of(rows));
          lanes.put(lane.webhook, lane);
        }
      }
    }
    return lanes;
  }

  public static void store(Connection connection, Collection<Lane> lanes) throws SQLException {
    ADVANCE.run(
        connection,
        List.copyOf(lanes),
        (lane, row) -> row.number(lane.nextSequence).time(lane.dueAt).id(lane.webhook));
  }

  /** The time at which the earliest waiting delivery is due; null if none is waiting. */
  static @Nullable public Instant earliest(Connection connection, UUID webhook)
      throws SQLException {
    try (var statement = connection.prepareStatement(EARLIEST)) {
      Parameters.of(statement).id(webhook);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Columns.of(rows).time() : null;
      }
    }
  }

  public static List<UUID> ids(Collection<dev.gladhand.application.webhook.WebhookId> webhooks) {
    var ids = new ArrayList<UUID>();
    webhooks.forEach(webhook -> ids.add(webhook.value()));
    return ids;
  }
}
