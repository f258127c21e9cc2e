package dev.gladhand.persistence.event;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.application.event.WebhookStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.Columns;
import dev.gladhand.persistence.Parameters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A subscription as a row. */
final class WebhookRow {
  static final String COLUMNS =
      "w.id, w.partner_id, w.url, w.event_name, w.filters, w.status, w.stale_reason, w.previous_secret_until, "
          + "w.created_at, w.updated_at, w.version";
  private static final String SELECT = "select " + COLUMNS + " from webhook w where w.id = ?";
  private static final String INSERT =
      """
      insert into webhook (id, partner_id, url, event_name, filters, sameness, status, stale_reason,
        previous_secret_until, created_at, updated_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing""";
  private static final String UPDATE =
      """
      update webhook set url = ?, event_name = ?, filters = ?, sameness = ?, status = ?, stale_reason = ?,
        previous_secret_until = ?, updated_at = ?, version = ? where id = ?""";
  private static final String SAME =
      "select id from webhook where partner_id = ? and sameness = ? and id <> ?";

  private WebhookRow() {}

  static Webhook read(Columns row) throws SQLException {
    return new Webhook(
        new WebhookId(row.id()),
        new PartnerId(row.id()),
        URI.create(row.text()),
        EventPattern.ofWire(row.text()).orElseThrow(),
        FilterJson.read(row.text()),
        WebhookStatus.ofWire(row.text()),
        row.maybeText(),
        row.maybeTime(),
        row.time(),
        row.time(),
        row.number());
  }

  static List<Webhook> all(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<Webhook>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(read(Columns.of(rows)));
      }
    }
    return all;
  }

  /** The row, locked until the transaction ends. */
  static Optional<Webhook> lock(Connection connection, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT + " for update")) {
      Parameters.of(statement).id(id);
      return all(statement).stream().findFirst();
    }
  }

  /** False when the partner has one that is the same. */
  static boolean insert(Connection connection, Webhook webhook) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      Parameters.of(statement)
          .id(webhook.id().value())
          .id(webhook.partner().value())
          .text(webhook.url().toString())
          .text(webhook.pattern().wire())
          .text(FilterJson.write(webhook.filters()))
          .text(sameness(webhook))
          .text(webhook.status().wire())
          .text(webhook.staleReason())
          .time(webhook.previousSecretUntil())
          .time(webhook.createdAt())
          .time(webhook.updatedAt())
          .number(webhook.version());
      return statement.executeUpdate() == 1;
    }
  }

  static void update(Connection connection, Webhook webhook) throws SQLException {
    try (var statement = connection.prepareStatement(UPDATE)) {
      Parameters.of(statement)
          .text(webhook.url().toString())
          .text(webhook.pattern().wire())
          .text(FilterJson.write(webhook.filters()))
          .text(sameness(webhook))
          .text(webhook.status().wire())
          .text(webhook.staleReason())
          .time(webhook.previousSecretUntil())
          .time(webhook.updatedAt())
          .number(webhook.version())
          .id(webhook.id().value());
      statement.executeUpdate();
    }
  }

  /**
   * Whether the partner has another one that is the same; its stream is locked, so that this stays
   * so.
   */
  static boolean sameExists(Connection connection, Webhook webhook) throws SQLException {
    try (var statement = connection.prepareStatement(SAME)) {
      Parameters.of(statement)
          .id(webhook.partner().value())
          .text(sameness(webhook))
          .id(webhook.id().value());
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static String sameness(Webhook webhook) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(webhook.sameness().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
