package dev.gladhand.persistence.webhook;

import dev.gladhand.application.delivery.Deliveries;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.delivery.AttemptRows;
import dev.gladhand.persistence.lane.LeaseRows;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores deliveries in SQL. Thread-safe. */
public final class SqlDeliveries implements Deliveries {
  private static final LeaseRows.Table<WebhookId, Health> TABLE =
      new LeaseRows.Table<>(
          "webhook_lane",
          "webhook_id",
          List.of("due_at"),
          "active",
          "not active",
          "l.failures_in_row, l.attempts, l.average, l.active_since",
          WebhookId::new,
          WebhookId::value,
          SqlDeliveries::health);

  private static final String EARLIEST =
      """
      select l.webhook_id,
        (select d.due_or_ended from webhook_delivery d
         where d.webhook_id = l.webhook_id and d.status = 'waiting'
         order by d.webhook_id, d.status, d.due_or_ended, d.sequence limit 1)
      from webhook_lane l where l.webhook_id = any(?)""";

  private static final MultiUpdate FREE =
      new MultiUpdate(
          "webhook_lane l",
          """
          leased_by = null, due_at = {due_at}, hold_until = {hold_until},
          failures_in_row = coalesce({failures_in_row}, l.failures_in_row),
          attempts = coalesce({attempts}, l.attempts), average = coalesce({average}, l.average)""",
          "l.webhook_id = {webhook_id}",
          "due_at timestamptz",
          "hold_until timestamptz",
          "failures_in_row int4",
          "attempts int8",
          "average float8",
          "webhook_id uuid");

  private final Database database;
  private final LeaseRows<WebhookId, Health> leases;
  private final WebhookRepository webhooks;
  private final WebhookSecretRows secrets;
  private final DeliveryWindow window;
  private final AttemptRows attempts;

  public SqlDeliveries(
      Database database,
      WebhookRepository webhooks,
      WebhookSecretRows secrets,
      AttemptRows attempts) {
    this.database = database;
    this.leases = new LeaseRows<>(database, TABLE);
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.window = new DeliveryWindow(database);
    this.attempts = attempts;
  }

  private static Health health(Columns row) throws SQLException {
    return new Health((int) row.number(), row.number(), row.fraction(), row.time());
  }

  @Override
  public List<Claimed<WebhookId, Health>> claim(String node, int limit, Duration lease) {
    return database.atOnce(sql -> leases.claim(sql, node, limit, lease));
  }

  @Override
  public Map<WebhookId, Receiver> receivers(Collection<WebhookId> ids) {
    return database.read(
        _ -> {
          var found =
              webhooks.findAll(ids.stream().map(WebhookId::value).toArray(UUID[]::new)).stream()
                  .map(WebhookRow::webhook)
                  .toList();
          var known = secrets.findAll(found);
          var receivers = new HashMap<WebhookId, Receiver>();
          for (var webhook : found) {
            var signed = known.get(webhook.id());
            if (signed != null) {
              receivers.put(webhook.id(), new Receiver(webhook, signed));
            }
          }
          return receivers;
        });
  }

  @Override
  public Set<LaneLease<WebhookId>> renew(
      String node, Collection<LaneLease<WebhookId>> held, Duration lease) {
    return held.isEmpty()
        ? Set.of()
        : database.transact(sql -> leases.renew(sql, node, held, lease));
  }

  @Override
  public Map<LaneLease<WebhookId>, Long> versions(Collection<LaneLease<WebhookId>> held) {
    return held.isEmpty() ? Map.of() : database.read(sql -> DeliveryWindow.held(held).run(sql));
  }

  @Override
  public Map<LaneLease<WebhookId>, Window> window(Map<LaneLease<WebhookId>, Integer> wanted) {
    return database.read(sql -> window.read(sql, wanted));
  }

  @Override
  public List<Boolean> record(List<Attempted> batch) {
    return batch.isEmpty() ? List.of() : database.transact(sql -> attempts.record(sql, batch));
  }

  @Override
  public void release(String node, Collection<Release<WebhookId, Health>> releases) {
    if (!releases.isEmpty()) {
      database.atOnce(sql -> giveBack(sql, node, releases));
    }
  }

  private boolean giveBack(
      Connection sql, String node, Collection<Release<WebhookId, Health>> releases)
      throws SQLException {
    var pipeline = new Pipeline(sql);
    var locked = pipeline.add(leases.lockHeld(node, releases));
    // This statement runs after the one that locks the lanes, so it sees all deliveries that were
    // added before the lanes were locked.
    var lanes = releases.stream().map(one -> one.lease().lane().value()).toList();
    var found =
        pipeline.add(
            PipelinedStatement.query(
                EARLIEST, parameters -> parameters.ids(lanes), SqlDeliveries::earliest));
    pipeline.run();
    var held = locked.get();
    var earliest = found.get();
    FREE.ask(
        pipeline,
        releases.stream().filter(one -> held.containsKey(one.lease().lane().value())).toList(),
        (release, row) -> free(release, held, earliest, row));
    pipeline.commit();
    return true;
  }

  private static Map<UUID, Instant> earliest(ResultSet rows) throws SQLException {
    var earliest = new HashMap<UUID, Instant>();
    while (rows.next()) {
      var row = Columns.of(rows);
      var lane = row.id();
      var due = row.maybeTime();
      if (due != null) {
        earliest.put(lane, due);
      }
    }
    return earliest;
  }

  private static void free(
      Release<WebhookId, Health> release,
      Map<UUID, Boolean> idle,
      Map<UUID, Instant> earliest,
      Row row) {
    var lane = release.lease().lane().value();
    var due = Boolean.TRUE.equals(idle.get(lane)) ? null : earliest.get(lane);
    var health = release.left();
    row.time(LeaseRows.due(due, release.notBefore()))
        .time(release.notBefore())
        .integer(health == null ? null : health.failuresInRow())
        .maybeNumber(health == null ? null : health.attempts())
        .fraction(health == null ? null : health.average())
        .id(lane);
  }

  @Override
  public Optional<Duration> untilNextDue() {
    return database.read(leases::untilNextDue);
  }
}
