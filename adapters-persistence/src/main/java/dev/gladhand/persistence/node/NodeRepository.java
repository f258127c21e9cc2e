package dev.gladhand.persistence.node;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** Reads and writes the rows of nodes. The caller has opened the transaction. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface NodeRepository extends GenericRepository<NodeRow, String> {
  @Query(
      """
      insert into node (name, version, started_at, seen_at)
      values (:name, :version, :startedAt, :seenAt) on conflict do nothing""")
  void addIfNew(NodeRow row);

  NodeRow update(NodeRow row);

  @Query("select * from node order by name limit :most")
  List<NodeRow> list(int most);

  @Query("delete from node where seen_at < :since")
  int deleteUnseen(Instant since);
}
