package dev.gladhand.persistence.audit;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/**
 * Reads and writes the row of the audit's chain; must be called within a unit of work of {@link
 * Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ChainRepository extends GenericRepository<ChainRow, Integer> {
  @Query("select * from audit_chain where id = 1 for update")
  ChainRow lock();

  @Query("select * from audit_chain where id = 1")
  ChainRow read();

  ChainRow update(ChainRow row);
}
