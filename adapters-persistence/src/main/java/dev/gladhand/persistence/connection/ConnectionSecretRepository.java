package dev.gladhand.persistence.connection;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes the sealed credentials of connections; must be called within a unit of work of
 * {@link Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ConnectionSecretRepository extends GenericRepository<ConnectionSecretRow, UUID> {
  String REPLACE =
      """
      update connection_secret set key_id = :keyId, wrapped_key = :wrappedKey, sealed = :sealed,
        version = version + 1, renewed_by = null, renewed_until = null
      where connection_id = :id""";

  ConnectionSecretRow save(ConnectionSecretRow row);

  Optional<ConnectionSecretRow> findById(UUID id);

  int deleteByConnectionId(UUID id);

  @Query(REPLACE)
  int replace(UUID id, String keyId, String wrappedKey, String sealed);

  @Query(REPLACE + " and version = :version")
  int replaceVersion(UUID id, String keyId, String wrappedKey, String sealed, long version);

  @Query(
      """
      update connection_secret set renewed_by = :holder, renewed_until = :until
      where connection_id = :id and version = :version and (renewed_until is null or renewed_until <= :now)""")
  int hold(UUID id, long version, UUID holder, Instant now, Instant until);

  @Query(
      """
      update connection_secret set renewed_by = null, renewed_until = null
      where connection_id = :id and renewed_by = :holder""")
  int letGo(UUID id, UUID holder);
}
