package dev.gladhand.persistence.reference;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists references; must be called within {@link Database#search}, which plans a query for its
 * present filters. A page begins after the last id of the page before, or after the smallest id. If
 * {@code everyFleet} is true, {@code fleets} is ignored.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ReferenceRepository extends GenericRepository<ReferenceView, UUID> {
  String VIEW =
      """
      select r.id, r.resource, r.source_id, r.name, r.roles, r.fields, r.connection_id, c.tsp, c.fleet_ref,
        r.created_at, r.updated_at
      from reference r join connection c on c.id = r.connection_id
      where r.partner_id = :partner and r.resource = :resource""";

  String PAGE =
      " and r.id > :after and (:everyFleet = true or c.fleet_ref = any(:fleets)) order by ";

  @Query(VIEW + PAGE + "r.partner_id, r.resource, r.id limit :size")
  List<ReferenceView> ofPartner(
      UUID partner,
      String resource,
      UUID after,
      boolean everyFleet,
      @TypeDef(type = DataType.STRING_ARRAY) String[] fleets,
      int size);

  @Query(
      VIEW
          + " and r.connection_id = :connection"
          + PAGE
          + "r.connection_id, r.resource, r.id limit :size")
  List<ReferenceView> ofConnection(
      UUID partner,
      UUID connection,
      String resource,
      UUID after,
      boolean everyFleet,
      @TypeDef(type = DataType.STRING_ARRAY) String[] fleets,
      int size);

  /**
   * The records with these ids.
   *
   * @param ids an array of {@link UUID}s as an object. A collection would become one parameter for
   *     each id, and a driver allows at most 65,535
   */
  @Query(VIEW + " and r.id = any(:ids)" + PAGE + "r.id limit :size")
  List<ReferenceView> ofIds(
      UUID partner,
      Object ids,
      String resource,
      UUID after,
      boolean everyFleet,
      @TypeDef(type = DataType.STRING_ARRAY) String[] fleets,
      int size);

  @Query(VIEW + " and r.id = :id")
  Optional<ReferenceView> find(UUID partner, String resource, UUID id);
}
