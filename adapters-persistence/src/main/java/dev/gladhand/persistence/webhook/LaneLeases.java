package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.Deliveries.Claimed;
import dev.gladhand.application.event.Deliveries.Lease;
import dev.gladhand.application.event.Deliveries.Release;
import dev.gladhand.application.event.Health;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.persistence.delivery.LaneRows;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds which lane. */
public final class LaneLeases {
  private static final String DUE =
      """
      select webhook_id, fence, failures_in_row, attempts, average, active_since from webhook_lane
      where due_at <= ? order by due_at limit ? for update skip locked""";
  private static final String TAKE =
      "update webhook_lane set leased_by = ?, fence = ?, due_at = ?, hold_until = null where webhook_id = ?";
  private static final String RENEW =
      "update webhook_lane set due_at = ? where webhook_id = ? and fence = ? and leased_by = ? and active";
  private static final String VERSIONS =
      """
      select l.webhook_id, l.fence, w.version from webhook_lane l join webhook w on w.id = l.webhook_id
      where l.webhook_id = any(?) and l.leased_by = ? and l.active""";
  private static final String LOCK =
      "select active from webhook_lane where webhook_id = ? and fence = ? and leased_by = ? for update";
  private static final String FREE =
      """
      update webhook_lane set leased_by = null, due_at = ?, hold_until = ?, failures_in_row = ?, attempts = ?, average = ?
      where webhook_id = ?""";
  private static final String NEXT = "select min(due_at) from webhook_lane";

  private record Found(Lease lease, Health health) {}

  private final WebhookRepository webhooks;
  private final WebhookSecretRows secrets;

  public LaneLeases(WebhookRepository webhooks, WebhookSecretRows secrets) {
    this.webhooks = webhooks;
    this.secrets = secrets;
  }

  List<Claimed> claim(Connection connection, String node, int limit, Instant now, Duration lease)
      throws SQLException {
    var found = due(connection, limit, now);
    if (found.isEmpty()) {
      return List.of();
    }
    try (var statement = connection.prepareStatement(TAKE)) {
      for (var one : found) {
        Parameters.of(statement)
            .text(node)
            .number(one.lease.fence())
            .time(now.plus(lease))
            .id(one.lease.webhook().value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return claimed(found);
  }

  private static List<Found> due(Connection connection, int limit, Instant now)
      throws SQLException {
    var found = new ArrayList<Found>();
    try (var statement = connection.prepareStatement(DUE)) {
      Parameters.of(statement).time(now).number(limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          var lease = new Lease(new WebhookId(row.id()), row.number() + 1);
          var failures = (int) row.number();
          found.add(
              new Found(lease, new Health(failures, row.number(), row.fraction(), row.time())));
        }
      }
    }
    return found;
  }

  private List<Claimed> claimed(List<Found> found) {
    var ids = found.stream().map(one -> one.lease.webhook().value()).toArray(UUID[]::new);
    var subscriptions = new HashMap<WebhookId, Webhook>();
    for (var row : webhooks.findAll(ids)) {
      subscriptions.put(new WebhookId(row.id()), row.webhook());
    }
    var known = secrets.findAll(subscriptions.values());
    var claimed = new ArrayList<Claimed>();
    for (var one : found) {
      var webhook = subscriptions.get(one.lease.webhook());
      var secret = known.get(one.lease.webhook());
      if (webhook != null && secret != null) {
        claimed.add(new Claimed(one.lease, webhook, secret, one.health));
      }
    }
    return claimed;
  }

  Map<Lease, Long> renew(
      Connection connection, String node, Collection<Lease> leases, Instant until)
      throws SQLException {
    try (var statement = connection.prepareStatement(RENEW)) {
      for (var lease : inOrder(leases)) {
        Parameters.of(statement)
            .time(until)
            .id(lease.webhook().value())
            .number(lease.fence())
            .text(node);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    var versions = new LinkedHashMap<Lease, Long>();
    try (var statement = connection.prepareStatement(VERSIONS)) {
      Parameters.of(statement)
          .ids(leases.stream().map(lease -> lease.webhook().value()).toList())
          .text(node);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          versions.put(new Lease(new WebhookId(row.id()), row.number()), row.number());
        }
      }
    }
    versions.keySet().retainAll(leases);
    return versions;
  }

  private static List<Lease> inOrder(Collection<Lease> leases) {
    return leases.stream().sorted(Comparator.comparing(Lease::webhook)).toList();
  }

  void release(Connection connection, String node, Collection<Release> releases)
      throws SQLException {
    for (var release :
        releases.stream().sorted(Comparator.comparing(one -> one.lease().webhook())).toList()) {
      var webhook = release.lease().webhook().value();
      var active = locked(connection, node, release.lease());
      if (active != null) {
        free(connection, release, active ? LaneRows.earliest(connection, webhook) : null);
      }
    }
  }

  /** Whether the subscription is active; null when the lane is not held any more. */
  private static @Nullable Boolean locked(Connection connection, String node, Lease lease)
      throws SQLException {
    try (var statement = connection.prepareStatement(LOCK)) {
      Parameters.of(statement).id(lease.webhook().value()).number(lease.fence()).text(node);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getBoolean(1) : null;
      }
    }
  }

  private static void free(Connection connection, Release release, @Nullable Instant earliest)
      throws SQLException {
    var hold = release.notBefore();
    var dueAt = earliest != null && hold != null && hold.isAfter(earliest) ? hold : earliest;
    var health = release.health();
    UUID webhook = release.lease().webhook().value();
    try (var statement = connection.prepareStatement(FREE)) {
      Parameters.of(statement)
          .time(dueAt)
          .time(hold)
          .number(health.failuresInRow())
          .number(health.attempts())
          .fraction(health.average())
          .id(webhook);
      statement.executeUpdate();
    }
  }

  static Optional<Instant> nextDue(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(NEXT);
        var rows = statement.executeQuery()) {
      return rows.next() ? Optional.ofNullable(Columns.of(rows).maybeTime()) : Optional.empty();
    }
  }
}
