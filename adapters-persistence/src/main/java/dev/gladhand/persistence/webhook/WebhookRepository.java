package dev.gladhand.persistence.webhook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes subscriptions; must be called within a unit of work of {@link
 * dev.gladhand.persistence.database.Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WebhookRepository extends GenericRepository<WebhookRow, UUID> {
  WebhookRow save(WebhookRow row);

  WebhookRow update(WebhookRow row);

  int deleteById(UUID id);

  @Query("select * from webhook where id = :id for update")
  Optional<WebhookRow> lock(UUID id);

  Optional<WebhookRow> findByIdAndPartnerId(UUID id, UUID partner);

  /**
   * A page of a partner's subscriptions.
   *
   * @param after the last id of the page before, or the smallest id for the first page
   */
  @Query(
      """
      select * from webhook where partner_id = :partner and id > :after
      order by partner_id, id limit :size""")
  List<WebhookRow> list(UUID partner, UUID after, int size);

  /**
   * The subscriptions with these ids.
   *
   * @param ids an array of {@link UUID}s; it is one parameter, while a collection would become one
   *     for each id
   */
  @Query("select * from webhook where id = any(:ids)")
  List<WebhookRow> findAll(Object ids);

  @Query(
      "select id from webhook where partner_id = :partner and sameness = :sameness and id <> :id")
  Optional<UUID> findOtherThatIsTheSame(UUID partner, String sameness, UUID id);

  long countByPartnerId(UUID partner);
}
