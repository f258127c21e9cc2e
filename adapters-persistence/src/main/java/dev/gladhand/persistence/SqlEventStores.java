package dev.gladhand.persistence;

import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.delivery.AttemptRepository;
import dev.gladhand.persistence.delivery.AttemptRows;
import dev.gladhand.persistence.delivery.FigureRepository;
import dev.gladhand.persistence.delivery.FigureRows;
import dev.gladhand.persistence.delivery.SqlDeliveryHistory;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.webhook.SqlDeliveries;
import dev.gladhand.persistence.webhook.SqlWebhooks;
import dev.gladhand.persistence.webhook.WebhookRepository;
import dev.gladhand.persistence.webhook.WebhookSecretRepository;
import dev.gladhand.persistence.webhook.WebhookSecretRows;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the stores of events, subscriptions and deliveries, all over one database. */
@Singleton
public final class SqlEventStores {
  private final Database database;
  private final WebhookRepository webhooks;
  private final WebhookSecretRepository sealed;
  private final AttemptRepository log;
  private final FigureRepository figures;

  SqlEventStores(
      Database database,
      WebhookRepository webhooks,
      WebhookSecretRepository sealed,
      AttemptRepository log,
      FigureRepository figures) {
    this.database = database;
    this.webhooks = webhooks;
    this.sealed = sealed;
    this.log = log;
    this.figures = figures;
  }

  /**
   * Makes the stores, which seal and open the secrets of subscriptions with this vault.
   *
   * @param firstWait the wait before the first attempt of a delivery
   */
  public EventStores with(Vault vault, Duration firstWait) {
    var secrets = new WebhookSecretRows(sealed, vault);
    return new EventStores(
        new SqlEvents(database, firstWait),
        new SqlWebhooks(database, webhooks, secrets),
        new SqlDeliveries(database, webhooks, secrets, new AttemptRows(new FigureRows(figures))),
        new SqlDeliveryHistory(database, log, figures));
  }
}
