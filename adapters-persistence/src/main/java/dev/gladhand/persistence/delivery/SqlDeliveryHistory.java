package dev.gladhand.persistence.delivery;

import dev.gladhand.application.webhook.DeliveryHistory;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Micros;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the history of delivery attempts with SQL. Thread-safe. */
public final class SqlDeliveryHistory implements DeliveryHistory {
  private final Database database;
  private final AttemptRepository log;
  private final FigureRepository figures;
  private final DeliveryPruning pruning;

  public SqlDeliveryHistory(Database database, AttemptRepository log, FigureRepository figures) {
    this.database = database;
    this.log = log;
    this.figures = figures;
    this.pruning = new DeliveryPruning(database, log, figures);
  }

  @Override
  public List<LogLine> log(WebhookId webhook, @Nullable Long before, int size) {
    var from = before == null ? Long.MAX_VALUE : before;
    return database.read(_ -> log.list(webhook.value(), from, size)).stream()
        .map(AttemptRow::line)
        .toList();
  }

  @Override
  public Figures since(WebhookId webhook, Instant from) {
    return database
        .read(_ -> figures.sum(webhook.value(), Micros.of(from)))
        .map(FigureSums::figures)
        .orElse(new Figures(0, 0, 0));
  }

  @Override
  public Backlog backlog(WebhookId webhook) {
    return database.read(
        _ ->
            new Backlog(
                log.countDeliveries(webhook.value(), DeliveryRows.WAITING),
                log.countDeliveries(webhook.value(), DeliveryRows.DEAD)));
  }

  @Override
  public int prune(Instant before, int limit) {
    return pruning.prune(before, limit);
  }
}
