package dev.gladhand.persistence.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes the sums of attempts per subscription and minute. The caller has opened the
 * transaction with {@link dev.gladhand.persistence.database.Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface FigureRepository extends GenericRepository<FigureSums, UUID> {
  @Query(
      """
      update webhook_figure set attempts = attempts + :attempts, successes = successes + :successes,
        millis = millis + :millis
      where webhook_id = :webhook and at_minute = :minute""")
  int add(UUID webhook, Instant minute, long attempts, long successes, long millis);

  /** Inserts the row of a subscription and minute, with sums of zero, if it does not exist yet. */
  @Query(
      """
      insert into webhook_figure (webhook_id, at_minute, attempts, successes, millis) values (:webhook, :minute, 0, 0, 0)
      on conflict do nothing""")
  int begin(UUID webhook, Instant minute);

  /**
   * Adds up the minutes that began after the given time; the minute that contains that time is left
   * out. The result is empty if there was no attempt.
   */
  @Query(
      """
      select webhook_id, sum(attempts) as attempts, sum(successes) as successes, sum(millis) as millis
      from webhook_figure where webhook_id = :webhook and at_minute > :after group by webhook_id""")
  Optional<FigureSums> sum(UUID webhook, Instant after);

  @Query("delete from webhook_figure where webhook_id = :webhook and at_minute < :before")
  int prune(UUID webhook, Instant before);
}
