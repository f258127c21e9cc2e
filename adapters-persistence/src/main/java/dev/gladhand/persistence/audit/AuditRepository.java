package dev.gladhand.persistence.audit;

import dev.gladhand.persistence.database.Database;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes audit events; must be called within a unit of work of {@link Database}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AuditRepository extends GenericRepository<AuditRow, Long> {
  String FILTERS =
      """
        and (action = :action or cast(:action as varchar) is null)
        and (object_id = :object or cast(:object as varchar) is null)
        and (actor_id = :actor or cast(:actor as varchar) is null)
        and created_at >= :begin and created_at < :until
      """;

  AuditRow save(AuditRow row);

  @Query(
      "select * from audit_event where position < :before"
          + FILTERS
          + " order by position desc limit :size")
  List<AuditRow> list(
      long before,
      @Nullable String action,
      @Nullable String object,
      @Nullable String actor,
      Instant begin,
      Instant until,
      int size);

  @Query(
      "select * from audit_event where partner_id = :partner and position < :before"
          + FILTERS
          + " order by partner_id desc, position desc limit :size")
  List<AuditRow> listOf(
      UUID partner,
      long before,
      @Nullable String action,
      @Nullable String object,
      @Nullable String actor,
      Instant begin,
      Instant until,
      int size);

  @Query("select * from audit_event where position > :after order by position limit :size")
  List<AuditRow> behind(long after, int size);

  @Query("delete from audit_event where position <= :last")
  int deleteUpTo(long last);
}
