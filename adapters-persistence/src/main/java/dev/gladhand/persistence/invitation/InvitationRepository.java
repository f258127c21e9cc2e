package dev.gladhand.persistence.invitation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes invitations; must be called within a unit of work of the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface InvitationRepository extends GenericRepository<InvitationRow, UUID> {
  InvitationRow save(InvitationRow row);

  InvitationRow update(InvitationRow row);

  Optional<InvitationRow> findByIdAndPartnerId(UUID id, UUID partner);

  Optional<InvitationRow> findByLinkHash(String linkHash);

  @Query("select version from invitation where id = :id for update")
  Optional<Long> lockVersion(UUID id);

  /**
   * Reads and locks the fleet's invitations that it has not accepted, and that may therefore get a
   * new link: the active and the declined ones.
   */
  @Query(
      """
      select * from invitation where partner_id = :partner and fleet_ref = :fleetRef
        and status in ('active', 'declined') order by id for update""")
  List<InvitationRow> lockUnanswered(UUID partner, String fleetRef);

  @Query(
      """
      select * from invitation where partner_id = :partner and id > :after
        and (fleet_ref = :fleetRef or cast(:fleetRef as varchar) is null)
        and (cast(:status as varchar) is null or :status =
          case when status = 'active' and expires_at <= :now then 'expired' else status end)
      order by partner_id, id limit :size""")
  List<InvitationRow> page(
      UUID partner,
      UUID after,
      @Nullable String fleetRef,
      @Nullable String status,
      Instant now,
      int size);

  @Query(
      """
      select * from invitation where status = 'active' and expires_at <= :now
      order by status, expires_at limit :size for update skip locked""")
  List<InvitationRow> lockDue(Instant now, int size);
}
