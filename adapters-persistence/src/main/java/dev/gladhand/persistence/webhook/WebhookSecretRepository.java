package dev.gladhand.persistence.webhook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/**
 * Reads and writes the sealed secrets of subscriptions; must be called within a unit of work of
 * {@link dev.gladhand.persistence.database.Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WebhookSecretRepository extends GenericRepository<WebhookSecretRow, UUID> {
  WebhookSecretRow save(WebhookSecretRow row);

  WebhookSecretRow update(WebhookSecretRow row);

  int deleteByWebhookId(UUID webhook);

  /**
   * The secrets of these subscriptions.
   *
   * @param webhooks an array of {@link UUID}s; it is one parameter, while a collection would become
   *     one for each id
   */
  @Query("select * from webhook_secret where webhook_id = any(:webhooks)")
  List<WebhookSecretRow> findAll(Object webhooks);
}
