package dev.gladhand.persistence.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the delivery log, deletes its oldest rows, and counts deliveries. The caller has opened the
 * transaction with {@link dev.gladhand.persistence.database.Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AttemptRepository extends GenericRepository<AttemptRow, Long> {
  @Query(
      """
      select * from webhook_attempt where webhook_id = :webhook and number < :before
      order by webhook_id desc, number desc limit :size""")
  List<AttemptRow> list(UUID webhook, long before, int size);

  @Query("select count(*) from webhook_delivery where webhook_id = :webhook and status = :status")
  long countDeliveries(UUID webhook, String status);

  /**
   * Finds the number of the last row of the log to delete, among the {@code limit} oldest rows;
   * null if none is old enough. It is a query of its own, because H2 repeats a subquery of a delete
   * statement for each row.
   */
  @Query(
      """
      select max(number) from (
        select number, created_at from webhook_attempt order by number limit :limit) oldest
      where created_at < :before""")
  @Nullable Long lastOfOldest(Instant before, int limit);

  @Query("delete from webhook_attempt where number <= :last and created_at < :before")
  int deleteUpTo(long last, Instant before);
}
