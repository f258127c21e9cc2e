package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is due in lanes. */
final class DeliveryWindow {
  private static final String HELD =
      "select webhook_id, fence from webhook_lane where webhook_id = any(?) and active";
  private static final String DUE =
      "select d.event_id, d.sequence, d.attempts, d.round_from, e.position is not null, "
          + SqlEvents.COLUMNS
          + """
           from (
            select event_id, event_position, sequence, attempts, round_from, due_or_ended from webhook_delivery
            where webhook_id = ? and status = 'waiting' and due_or_ended <= ?
            order by webhook_id, status, due_or_ended, sequence limit ?) d
          left join event e on e.position = d.event_position
          order by d.due_or_ended, d.sequence""";

  private DeliveryWindow() {}

  static Map<Lease, List<Due>> read(Connection connection, Map<Lease, Integer> wanted, Instant now)
      throws SQLException {
    var held = held(connection, wanted.keySet());
    var windows = new LinkedHashMap<Lease, List<Due>>();
    try (var statement = connection.prepareStatement(DUE)) {
      for (var one : wanted.entrySet()) {
        if (held.contains(one.getKey())) {
          var webhook = one.getKey().webhook();
          Parameters.of(statement).id(webhook.value()).time(now).number(one.getValue());
          var window = new ArrayList<Due>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              window.add(due(webhook, Columns.of(rows)));
            }
          }
          windows.put(one.getKey(), window);
        }
      }
    }
    return windows;
  }

  private static Due due(WebhookId webhook, Columns row) throws SQLException {
    var id = new EventId(row.id());
    var sequence = row.number();
    var attempts = (int) row.number();
    var roundFrom = (int) row.number();
    Event event = row.flag() ? SqlEvents.event(row) : null;
    return new Due(webhook, id, sequence, event, attempts, attempts - roundFrom);
  }

  private static Set<Lease> held(Connection connection, Set<Lease> leases) throws SQLException {
    var held = new HashSet<Lease>();
    try (var statement = connection.prepareStatement(HELD)) {
      Parameters.of(statement).ids(leases.stream().map(lease -> lease.webhook().value()).toList());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          held.add(new Lease(new WebhookId(row.id()), row.number()));
        }
      }
    }
    return held;
  }
}
