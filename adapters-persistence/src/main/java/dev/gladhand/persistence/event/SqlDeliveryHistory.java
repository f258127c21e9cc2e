package dev.gladhand.persistence.event;

import dev.gladhand.application.event.DeliveryHistory;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.persistence.Columns;
import dev.gladhand.persistence.Database;
import dev.gladhand.persistence.Parameters;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was tried, in SQL. Thread-safe. */
public final class SqlDeliveryHistory implements DeliveryHistory {
  private static final String LOG =
      """
      select number, event_id, event_name, attempt, success, status_code, error, millis, created_at from webhook_attempt
      where webhook_id = ? and number < ? order by webhook_id desc, number desc limit ?""";
  private static final String COUNT =
      "select count(*) from webhook_delivery where webhook_id = ? and status = ?";
  private static final String COUNT_ALL =
      """
      select count(*) from webhook_lane l join webhook_delivery d on d.webhook_id = l.webhook_id and d.status = ?""";

  private final Database database;

  public SqlDeliveryHistory(Database database) {
    this.database = database;
  }

  @Override
  public List<LogLine> log(WebhookId webhook, @Nullable Long before, int size) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(LOG)) {
            Parameters.of(statement)
                .id(webhook.value())
                .number(before == null ? Long.MAX_VALUE : before)
                .number(size);
            return lines(statement);
          }
        });
  }

  private static List<LogLine> lines(PreparedStatement statement) throws SQLException {
    var lines = new ArrayList<LogLine>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var row = Columns.of(rows);
        var number = row.number();
        var event = new EventId(row.id());
        var name = row.text();
        var attempt = (int) row.number();
        var success = row.flag();
        var status = row.maybeNumber();
        lines.add(
            new LogLine(
                number,
                event,
                name,
                attempt,
                success,
                status == null ? null : status.intValue(),
                row.maybeText(),
                (int) row.number(),
                row.time()));
      }
    }
    return lines;
  }

  @Override
  public Figures since(WebhookId webhook, Instant from) {
    return database.read(connection -> FigureRows.since(connection, webhook.value(), from));
  }

  @Override
  public Backlog backlog(WebhookId webhook) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(COUNT)) {
            Parameters.of(statement).id(webhook.value()).text(DeliveryRows.WAITING);
            var waiting = count(statement);
            Parameters.of(statement).id(webhook.value()).text(DeliveryRows.DEAD);
            return new Backlog(waiting, count(statement));
          }
        });
  }

  @Override
  public Backlog backlog() {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(COUNT_ALL)) {
            Parameters.of(statement).text(DeliveryRows.WAITING);
            var waiting = count(statement);
            Parameters.of(statement).text(DeliveryRows.DEAD);
            return new Backlog(waiting, count(statement));
          }
        });
  }

  private static long count(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public int prune(Instant before, int limit) {
    return new DeliveryPruning(database).prune(before, limit);
  }
}
