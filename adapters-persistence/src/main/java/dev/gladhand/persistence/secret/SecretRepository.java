package dev.gladhand.persistence.secret;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/**
 * Reads and writes the installation's own secrets; must be called within a unit of work of {@link
 * Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SecretRepository extends GenericRepository<SecretRow, String> {
  Optional<SecretRow> findById(String name);

  @Query("select * from secret where name = :name for update")
  Optional<SecretRow> lock(String name);

  SecretRow update(SecretRow row);

  @Query(
      """
      insert into secret (name, key_id, wrapped_key, sealed) values (:name, :keyId, :wrappedKey, :sealed)
      on conflict do nothing""")
  void addIfNew(SecretRow row);
}
