package dev.gladhand.persistence.event;

import dev.gladhand.application.event.EventStores;
import dev.gladhand.persistence.Database;
import dev.gladhand.persistence.Vault;
import java.time.Duration;

/** The ports of events and webhooks over one database; for those who put the program together. */
public final class SqlEventStores {
  private SqlEventStores() {}

  /**
   * Over a database whose schema is up to date.
   *
   * @param firstWait before the first attempt of a delivery
   */
  public static EventStores of(Database database, Vault vault, Duration firstWait) {
    var secrets = new WebhookSecretRows(vault);
    return new EventStores(
        new SqlEvents(database, firstWait),
        new SqlWebhooks(database, secrets),
        new SqlDeliveries(database, secrets),
        new SqlDeliveryHistory(database));
  }
}
