package dev.gladhand.persistence.node;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/**
 * Reads and writes the rows of console sessions that were ended before their time. The caller has
 * opened the transaction.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EndedSessionRepository extends GenericRepository<EndedSessionRow, String> {
  @Query("insert into ended_session (id, until_at) values (:id, :untilAt) on conflict do nothing")
  void addIfNew(EndedSessionRow row);

  boolean existsById(String id);

  @Query(
      """
      delete from ended_session where id in (
        select id from ended_session where until_at <= :now limit :most)""")
  int deleteOver(Instant now, int most);
}
