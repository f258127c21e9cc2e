package dev.gladhand.persistence.connection;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes connections; must be called within a unit of work of {@link Database}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ConnectionRepository extends GenericRepository<ConnectionRow, UUID> {
  ConnectionRow save(ConnectionRow row);

  ConnectionRow update(ConnectionRow row);

  @Query("select version from connection where id = :id for update")
  Optional<Long> lockVersion(UUID id);

  Optional<ConnectionRow> findById(UUID id);

  Optional<ConnectionRow> findByIdAndPartnerId(UUID id, UUID partner);

  List<ConnectionRow> findByIdIn(Collection<UUID> ids);

  /**
   * A page of a partner's connections that are not deleted.
   *
   * @param after the last id of the page before, or the smallest id for the first page
   * @param tsp null for any
   * @param fleetRef null for any
   */
  @Query(
      """
      select * from connection where partner_id = :partner and id > :after and status <> 'deleted'
        and (tsp = :tsp or cast(:tsp as varchar) is null)
        and (fleet_ref = :fleetRef or cast(:fleetRef as varchar) is null)
      order by partner_id, id limit :size""")
  List<ConnectionRow> list(
      UUID partner, UUID after, @Nullable String tsp, @Nullable String fleetRef, int size);

  @Query("select id from connection where partner_id = :partner")
  List<UUID> idsOf(UUID partner);
}
