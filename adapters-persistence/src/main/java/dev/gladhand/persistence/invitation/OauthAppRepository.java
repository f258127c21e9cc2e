package dev.gladhand.persistence.invitation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/**
 * Reads and writes the operator's OAuth applications; must be called within a unit of work of the
 * database.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface OauthAppRepository extends GenericRepository<OauthAppRow, String> {
  Optional<OauthAppRow> findById(String tsp);

  OauthAppRow update(OauthAppRow row);

  int deleteByTsp(String tsp);

  @Query(
      """
      insert into oauth_app (tsp, key_id, wrapped_key, sealed, updated_at)
      values (:tsp, :keyId, :wrappedKey, :sealed, :updatedAt)
      on conflict do nothing""")
  void addIfNew(OauthAppRow row);
}
