package dev.gladhand.persistence.invitation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads and writes the sign-ins under way; must be called within a unit of work of the database.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SignInRepository extends GenericRepository<SignInRow, String> {
  SignInRow save(SignInRow row);

  @Query("select * from sign_in where state_hash = :stateHash for update")
  Optional<SignInRow> lock(String stateHash);

  int deleteByStateHash(String stateHash);

  @Query(
      """
      delete from sign_in where state_hash in (
        select state_hash from sign_in where expires_at <= :now order by expires_at limit 100)""")
  int deleteOver(Instant now);
}
