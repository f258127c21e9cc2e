package dev.gladhand.persistence.partner;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes partners; must be called within a unit of work of {@link Database}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PartnerRepository extends GenericRepository<PartnerRow, UUID> {
  PartnerRow save(PartnerRow row);

  PartnerRow update(PartnerRow row);

  Optional<PartnerRow> findById(UUID id);

  @Query("select * from partner where id = :id for update")
  Optional<PartnerRow> lock(UUID id);

  Optional<PartnerRow> findByClientId(String clientId);

  List<PartnerRow> findAllOrderById();
}
