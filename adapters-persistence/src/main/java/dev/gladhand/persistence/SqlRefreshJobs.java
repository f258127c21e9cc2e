package dev.gladhand.persistence;

import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The background pulls in a relational database. Thread-safe. */
public final class SqlRefreshJobs implements RefreshJobs {
  private static final String SELECT =
      """
      select id, partner_id, connection_id, status, resource, page_cursor, counts, error_details, created_at,
        updated_at from refresh_job\s""";

  private final Database database;

  public SqlRefreshJobs(Database database) {
    this.database = database;
  }

  @Override
  public Job start(Job job) {
    return database.transact(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  """
                  insert into refresh_job (status, resource, page_cursor, counts, error_details, updated_at, open_for,
                    id, partner_id, connection_id, created_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            changeable(statement, job)
                .id(job.id())
                .id(job.partner().value())
                .id(job.connection().value())
                .time(job.createdAt());
            if (statement.executeUpdate() == 1) {
              return job;
            }
          }
          return underWay(sql, job.connection())
              .orElseThrow(() -> new RaceLost("the job under way has ended"));
        });
  }

  private static Optional<Job> underWay(Connection sql, ConnectionId connection)
      throws SQLException {
    try (var statement = sql.prepareStatement(SELECT + "where open_for = ?")) {
      Parameters.of(statement).id(connection.value());
      return first(statement);
    }
  }

  @Override
  public Optional<Job> find(PartnerId partner, ConnectionId connection, UUID id) {
    return database.read(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  SELECT + "where id = ? and partner_id = ? and connection_id = ?")) {
            Parameters.of(statement).id(id).id(partner.value()).id(connection.value());
            return first(statement);
          }
        });
  }

  @Override
  public Optional<Job> claim(String node, Duration lease) {
    return database.transact(
        sql -> {
          Optional<Job> job;
          try (var statement =
              sql.prepareStatement(
                  database.sql(
                      SELECT
                          + """
                          where open_for is not null and (lease_until is null or lease_until <= {now})
                          order by id limit 1 for update skip locked"""))) {
            job = first(statement);
          }
          if (job.isPresent()) {
            hold(sql, job.get().id(), node, lease);
          }
          return job;
        });
  }

  private void hold(Connection sql, UUID id, String node, Duration lease) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            database.sql(
                """
                update refresh_job set leased_by = ?,
                  lease_until = {now} + cast(? as bigint) * interval '0.000001' second where id = ?"""))) {
      Parameters.of(statement).text(node).micros(lease).id(id);
      statement.executeUpdate();
    }
  }

  @Override
  public boolean save(Job job, String node, Duration lease) {
    return database.transact(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  """
                  update refresh_job set status = ?, resource = ?, page_cursor = ?, counts = ?, error_details = ?,
                    updated_at = ?, open_for = ?
                  where id = ? and leased_by = ? and open_for is not null""")) {
            changeable(statement, job).id(job.id()).text(node);
            if (statement.executeUpdate() == 0) {
              return false;
            }
          }
          hold(sql, job.id(), node, lease);
          return true;
        });
  }

  private static Parameters changeable(PreparedStatement statement, Job job) throws SQLException {
    return Parameters.of(statement)
        .text(job.status())
        .text(job.resource())
        .text(job.cursor())
        .text(Json.write(job.counts()))
        .text(job.errorDetails())
        .time(job.updatedAt())
        .id("pending".equals(job.status()) ? job.connection().value() : null);
  }

  private static Optional<Job> first(PreparedStatement statement) throws SQLException {
    try (var found = statement.executeQuery()) {
      if (!found.next()) {
        return Optional.empty();
      }
      var row = Columns.of(found);
      return Optional.of(
          new Job(
              row.id(),
              new PartnerId(row.id()),
              new ConnectionId(row.id()),
              row.text(),
              row.maybeText(),
              row.maybeText(),
              counts(row.text()),
              row.maybeText(),
              row.time(),
              row.time()));
    }
  }

  private static Map<String, Integer> counts(String text) {
    var counts = new LinkedHashMap<String, Integer>();
    Json.object(text)
        .forEach(
            (resource, count) ->
                counts.put(
                    resource, count instanceof BigDecimal number ? number.intValueExact() : 0));
    return counts;
  }
}
