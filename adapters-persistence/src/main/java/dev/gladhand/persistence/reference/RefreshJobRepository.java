package dev.gladhand.persistence.reference;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes refresh jobs and the cursors that their pages gave; must be called within a unit
 * of work of {@link Database}.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RefreshJobRepository extends GenericRepository<RefreshJobRow, UUID> {
  String FREE = "open_for is not null and (lease_until is null or lease_until <= :now)";

  @Query(
      """
      insert into refresh_job (id, partner_id, connection_id, open_for, status, resource, page_cursor, counts, pages,
        error_details, created_at, updated_at)
      values (:id, :partnerId, :connectionId, :openFor, :status, :resource, :pageCursor, :counts, :pages,
        :errorDetails, :createdAt, :updatedAt)
      on conflict do nothing""")
  void addIfNoneIsOpen(RefreshJobRow row);

  RefreshJobRow update(RefreshJobRow row);

  Optional<RefreshJobRow> findByOpenFor(UUID connection);

  Optional<RefreshJobRow> findByIdAndPartnerIdAndConnectionId(
      UUID id, UUID partner, UUID connection);

  @Query("select distinct partner_id from refresh_job where " + FREE + " limit 1000")
  List<UUID> partnersWithFree(Instant now);

  /**
   * Finds a job of the partner that is not finished and on which no node works, and locks its row:
   * first a job that was never begun, then the one whose lease ended first. Skips rows that another
   * transaction has locked.
   */
  @Query(
      "select * from refresh_job where partner_id = :partner and "
          + FREE
          + " order by lease_until nulls first, id limit 1 for update skip locked")
  Optional<RefreshJobRow> lockFree(UUID partner, Instant now);

  @Query(
      """
      select * from refresh_job where id = :id and leased_by = :node and open_for is not null
      for update""")
  Optional<RefreshJobRow> lockHeld(UUID id, String node);

  @Query(
      "insert into refresh_cursor (job_id, digest) values (:job, :digest) on conflict do nothing")
  int addCursor(UUID job, String digest);

  @Query("delete from refresh_cursor where job_id = :job")
  int forgetCursors(UUID job);
}
