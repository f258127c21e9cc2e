package dev.gladhand.persistence.reference;

import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Sha256;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.RaceLost;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores refresh jobs in a relational database. Thread-safe. */
@Singleton
public final class SqlRefreshJobs implements RefreshJobs {
  private final Database database;
  private final RefreshJobRepository rows;

  public SqlRefreshJobs(Database database, RefreshJobRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Job start(Job job) {
    return database.transact(
        _ -> {
          rows.addIfNoneIsOpen(RefreshJobRow.of(job));
          return rows.findByOpenFor(job.connection().value())
              .map(RefreshJobRow::job)
              .orElseThrow(() -> new RaceLost("the job under way has ended"));
        });
  }

  @Override
  public Optional<Job> find(PartnerId partner, ConnectionId connection, UUID id) {
    return database
        .read(
            _ -> rows.findByIdAndPartnerIdAndConnectionId(id, partner.value(), connection.value()))
        .map(RefreshJobRow::job);
  }

  @Override
  public Set<PartnerId> waiting() {
    return database.read(sql -> rows.partnersWithFree(database.time(sql))).stream()
        .map(PartnerId::new)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public Optional<Job> claim(PartnerId partner, String node, Duration lease) {
    return database.transact(
        sql -> {
          var now = database.time(sql);
          return rows.lockFree(partner.value(), now)
              .map(row -> rows.update(row.heldBy(node, now.plus(lease), now)).job());
        });
  }

  @Override
  public boolean save(Job job, String node, Duration lease) {
    return database.transact(
        sql -> {
          var held = rows.lockHeld(job.id(), node).isPresent();
          if (held) {
            save(sql, job, node, lease);
          }
          return held;
        });
  }

  @Override
  public Turned turn(Job job, String node, Duration lease) {
    return database.transact(
        sql -> {
          // The row of the job is locked first, so that a node that has lost the job adds no
          // cursor.
          if (rows.lockHeld(job.id(), node).isEmpty()) {
            return Turned.TAKEN_OVER;
          }
          if (rows.addCursor(job.id(), digest(job)) == 0) {
            return Turned.CURSOR_KNOWN;
          }
          save(sql, job, node, lease);
          return Turned.STORED;
        });
  }

  private void save(Connection sql, Job job, String node, Duration lease) throws SQLException {
    var now = database.time(sql);
    var row = RefreshJobRow.of(job);
    rows.update(row.heldBy(node, now.plus(lease), now));
    if (row.openFor() == null) {
      rows.forgetCursors(job.id());
    }
  }

  /** A hash of the cursor, which has a fixed length however long the TSP's cursor is. */
  private static String digest(Job job) {
    return Sha256.hex(job.resource() + " " + job.cursor());
  }
}
