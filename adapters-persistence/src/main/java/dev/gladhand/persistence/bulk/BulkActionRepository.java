package dev.gladhand.persistence.bulk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the rows of bulk actions. The caller has opened the transaction. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface BulkActionRepository extends GenericRepository<BulkActionRow, UUID> {
  String FREE = "status = 'running' and (lease_until is null or lease_until <= :now)";

  @Query(
      """
      insert into bulk_action (id, partner_id, idem_key, body_hash, kind, filter, status, matched, done, skipped,
        created_at, updated_at)
      values (:id, :partnerId, :idemKey, :bodyHash, :kind, :filter, :status, :matched, :done, :skipped,
        :createdAt, :updatedAt)
      on conflict do nothing""")
  void addIfKeyIsNew(BulkActionRow row);

  BulkActionRow update(BulkActionRow row);

  Optional<BulkActionRow> findByPartnerIdAndIdemKey(UUID partner, String key);

  Optional<BulkActionRow> findByIdAndPartnerId(UUID id, UUID partner);

  @Query(
      "select * from bulk_action where partner_id = :partner and id > :after order by id limit :size")
  List<BulkActionRow> page(UUID partner, UUID after, int size);

  @Query("select distinct partner_id from bulk_action where " + FREE + " limit 1000")
  List<UUID> partnersWithFree(Instant now);

  /**
   * Finds a running action of the partner on which no node works, and locks its row: first an
   * action that was never begun, then the one whose lease ended first. Skips rows that another
   * transaction has locked.
   */
  @Query(
      "select * from bulk_action where partner_id = :partner and "
          + FREE
          + " order by lease_until nulls first, id limit 1 for update skip locked")
  Optional<BulkActionRow> lockFree(UUID partner, Instant now);

  @Query(
      """
      select * from bulk_action where id = :id and leased_by = :node and status = 'running'
      for update""")
  Optional<BulkActionRow> lockHeld(UUID id, String node);

  @Query(
      """
      delete from bulk_action where id in (
        select id from bulk_action where status <> 'running' and updated_at < :before limit :most)""")
  int deleteEnded(Instant before, int most);
}
