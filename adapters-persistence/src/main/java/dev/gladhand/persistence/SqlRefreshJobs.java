package dev.gladhand.persistence;

import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The background pulls in a relational database. Thread-safe. */
public final class SqlRefreshJobs implements RefreshJobs {
  private static final String SELECT =
      """
      select id, partner_id, connection_id, status, resource, page_cursor, counts, pages, error_details, created_at,
        begun_at, updated_at from refresh_job\s""";

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
                  insert into refresh_job (status, resource, page_cursor, counts, pages, error_details, updated_at, open_for,
                    id, partner_id, connection_id, created_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
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
  public Set<PartnerId> waiting() {
    return database.read(
        sql -> {
          try (var statement =
                  sql.prepareStatement(
                      database.sql(
                          """
                          select distinct partner_id from refresh_job
                          where open_for is not null and (lease_until is null or lease_until <= {now}) limit 1000"""));
              var found = statement.executeQuery()) {
            var partners = new LinkedHashSet<PartnerId>();
            while (found.next()) {
              partners.add(new PartnerId(Columns.of(found).id()));
            }
            return partners;
          }
        });
  }

  @Override
  public Optional<Job> claim(PartnerId partner, String node, Duration lease) {
    return database.transact(
        sql -> {
          Optional<Job> job;
          try (var statement =
              sql.prepareStatement(
                  database.sql(
                      SELECT
                          + """
                          where open_for is not null and partner_id = ?
                            and (lease_until is null or lease_until <= {now})
                          order by lease_until nulls first, id limit 1 for update skip locked"""))) {
            Parameters.of(statement).id(partner.value());
            job = first(statement);
          }
          if (job.isEmpty()) {
            return job;
          }
          hold(sql, job.get().id(), node, lease);
          return job.get().begunAt() == null ? begun(sql, job.get().id()) : job;
        });
  }

  private Optional<Job> begun(Connection sql, UUID id) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            database.sql("update refresh_job set begun_at = {now} where id = ?"))) {
      Parameters.of(statement).id(id);
      statement.executeUpdate();
    }
    try (var statement = sql.prepareStatement(SELECT + "where id = ?")) {
      Parameters.of(statement).id(id);
      return first(statement);
    }
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
    return database.transact(sql -> save(sql, job, node, lease));
  }

  @Override
  public Turned turn(Job job, String node, Duration lease) {
    return database.transact(
        sql -> {
          // The row of the job is locked first: of two that turn one page, the second finds it
          // held.
          if (!holds(sql, job, node)) {
            return Turned.TAKEN_OVER;
          }
          try (var statement =
              sql.prepareStatement(
                  "insert into refresh_cursor (job_id, digest) values (?, ?) on conflict do nothing")) {
            Parameters.of(statement).id(job.id()).text(digest(job));
            if (statement.executeUpdate() == 0) {
              return Turned.CURSOR_KNOWN;
            }
          }
          save(sql, job, node, lease);
          return Turned.STORED;
        });
  }

  private static boolean holds(Connection sql, Job job, String node) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            SELECT + "where id = ? and leased_by = ? and open_for is not null for update")) {
      Parameters.of(statement).id(job.id()).text(node);
      return first(statement).isPresent();
    }
  }

  private boolean save(Connection sql, Job job, String node, Duration lease) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            """
            update refresh_job set status = ?, resource = ?, page_cursor = ?, counts = ?, pages = ?, error_details = ?,
              updated_at = ?, open_for = ?
            where id = ? and leased_by = ? and open_for is not null""")) {
      changeable(statement, job).id(job.id()).text(node);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    hold(sql, job.id(), node, lease);
    if (!"pending".equals(job.status())) {
      try (var statement = sql.prepareStatement("delete from refresh_cursor where job_id = ?")) {
        Parameters.of(statement).id(job.id());
        statement.executeUpdate();
      }
    }
    return true;
  }

  /** Of a fixed length, whatever a TSP makes its cursors of. */
  private static String digest(Job job) {
    try {
      var text = job.resource() + " " + job.cursor();
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Parameters changeable(PreparedStatement statement, Job job) throws SQLException {
    return Parameters.of(statement)
        .text(job.status())
        .text(job.resource())
        .text(job.cursor())
        .text(Json.write(job.counts()))
        .number(job.pages())
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
              (int) row.number(),
              row.maybeText(),
              row.time(),
              row.maybeTime(),
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
