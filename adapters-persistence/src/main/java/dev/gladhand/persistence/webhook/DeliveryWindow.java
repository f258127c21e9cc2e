package dev.gladhand.persistence.webhook;

import dev.gladhand.application.delivery.Deliveries.Due;
import dev.gladhand.application.delivery.Deliveries.Window;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the due deliveries of several lanes in one round trip. */
final class DeliveryWindow {
  private static final String HELD =
      """
      select l.webhook_id, l.fence, w.version from webhook_lane l join webhook w on w.id = l.webhook_id
      where l.webhook_id = any(?) and l.active""";
  private static final String DUE =
      "select d.event_id, d.sequence, d.attempts, d.round_from, e.position is not null, "
          + SqlEvents.COLUMNS
          + """
           from (
            select event_id, event_position, sequence, attempts, round_from, due_or_ended from webhook_delivery
            where webhook_id = ? and status = 'waiting' and due_or_ended <= {now}
            order by webhook_id, status, due_or_ended, sequence limit ?) d
          left join event e on e.position = d.event_position
          order by d.due_or_ended, d.sequence""";

  private final String due;

  DeliveryWindow(Database database) {
    this.due = database.sql(DUE);
  }

  Map<LaneLease<WebhookId>, Window> read(
      Connection connection, Map<LaneLease<WebhookId>, Integer> wanted) throws SQLException {
    var pipeline = new Pipeline(connection);
    var held = pipeline.add(held(wanted.keySet()));
    var asked = new LinkedHashMap<LaneLease<WebhookId>, Pipeline.Answer<List<Due>>>();
    wanted.forEach((lease, most) -> asked.put(lease, pipeline.add(due(lease.lane(), most))));
    pipeline.run();
    var windows = new LinkedHashMap<LaneLease<WebhookId>, Window>();
    asked.forEach(
        (lease, answer) -> {
          var version = held.get().get(lease);
          if (version != null) {
            windows.put(lease, new Window(version, answer.get()));
          }
        });
    return windows;
  }

  static PipelinedStatement<Map<LaneLease<WebhookId>, Long>> held(
      Collection<LaneLease<WebhookId>> leases) {
    return PipelinedStatement.query(
        HELD,
        parameters -> parameters.ids(leases.stream().map(lease -> lease.lane().value()).toList()),
        rows -> {
          var versions = new LinkedHashMap<LaneLease<WebhookId>, Long>();
          while (rows.next()) {
            var row = Columns.of(rows);
            versions.put(new LaneLease<>(new WebhookId(row.id()), row.number()), row.number());
          }
          return versions;
        });
  }

  private PipelinedStatement<List<Due>> due(WebhookId webhook, int most) {
    return PipelinedStatement.query(
        due,
        parameters -> parameters.id(webhook.value()).number(most),
        rows -> found(webhook, rows));
  }

  private static List<Due> found(WebhookId webhook, ResultSet rows) throws SQLException {
    var window = new ArrayList<Due>();
    while (rows.next()) {
      var row = Columns.of(rows);
      var id = new EventId(row.id());
      var sequence = row.number();
      var attempts = (int) row.number();
      var roundFrom = (int) row.number();
      Event event = row.flag() ? SqlEvents.event(row) : null;
      window.add(new Due(webhook, id, sequence, event, attempts, attempts - roundFrom));
    }
    return window;
  }
}
