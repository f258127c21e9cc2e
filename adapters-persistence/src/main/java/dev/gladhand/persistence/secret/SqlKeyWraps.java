package dev.gladhand.persistence.secret;

import dev.gladhand.application.key.KeyWraps;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts by which master key the data keys are wrapped, and runs the job that re-wraps them with
 * the current one. The job's row is locked during each step, so that if the node stops, the step is
 * rolled back and the lock is free at once. Thread-safe.
 */
@Singleton
public final class SqlKeyWraps implements KeyWraps {
  private static final String COUNT =
      Arrays.stream(SealedTable.values())
          .map(
              table ->
                  "select key_id, count(*) as wraps from " + table.table() + " group by key_id")
          .collect(
              Collectors.joining(
                  " union all ",
                  "select key_id, sum(wraps) from (",
                  ") counted group by key_id order by key_id"));
  private static final String JOB =
      "select status, done from rewrap_job where id = 1 and key_id = ?";
  private static final String START =
      """
      update rewrap_job set key_id = ?, status = 'running', done = 0, unopened = 0, after_table = null, after_key = null
      where id = 1 and (status <> 'running' or key_id <> ?)""";
  private static final String LOCK =
      """
      select done, unopened, after_table, after_key from rewrap_job
      where id = 1 and key_id = ? and status = 'running' {skip locked}""";
  private static final String SAVE =
      "update rewrap_job set status = ?, done = ?, unopened = ?, after_table = ?, after_key = ? where id = 1";

  private final Database database;
  private final MasterKeys keys;
  private final SealedRows rows;

  public SqlKeyWraps(Database database, MasterKeys keys) {
    this.database = database;
    this.keys = keys;
    this.rows = new SealedRows(database, new Vault(keys), keys.currentId());
  }

  @Override
  public String current() {
    return keys.currentId();
  }

  @Override
  public Set<String> given() {
    return keys.ids();
  }

  @Override
  public Map<String, Long> wraps() {
    return database.read(SqlKeyWraps::count);
  }

  private static Map<String, Long> count(Connection sql) throws SQLException {
    var wraps = new LinkedHashMap<String, Long>();
    try (var statement = sql.prepareStatement(COUNT);
        var found = statement.executeQuery()) {
      while (found.next()) {
        var row = Columns.of(found);
        wraps.put(row.text(), row.number());
      }
    }
    return wraps;
  }

  @Override
  public Job job() {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement(JOB)) {
            Parameters.of(statement).text(current());
            try (var found = statement.executeQuery()) {
              if (!found.next()) {
                return new Job(Status.IDLE, 0);
              }
              var row = Columns.of(found);
              return new Job(Status.valueOf(row.text().toUpperCase(Locale.ROOT)), row.number());
            }
          }
        });
  }

  @Override
  public boolean start() {
    return database.transact(
        sql -> {
          try (var statement = sql.prepareStatement(START)) {
            Parameters.of(statement).text(current()).text(current());
            return statement.executeUpdate() == 1;
          }
        });
  }

  /**
   * The progress of the job.
   *
   * @param unopened how many secrets could not be opened
   * @param table the table on which the job is working
   * @param after the key of the last row of that table that is done; null if none is
   */
  private record Progress(long done, long unopened, SealedTable table, @Nullable String after) {}

  @Override
  public Step step(int most) {
    return database.transact(
        sql -> {
          var place = lock(sql);
          return place == null ? Step.NOTHING : step(sql, place, most);
        });
  }

  private @Nullable Progress lock(Connection sql) throws SQLException {
    try (var statement = sql.prepareStatement(database.sql(LOCK))) {
      Parameters.of(statement).text(current());
      try (var found = statement.executeQuery()) {
        if (!found.next()) {
          return null;
        }
        var row = Columns.of(found);
        var done = row.number();
        var unopened = row.number();
        var table = row.maybeText();
        return new Progress(
            done,
            unopened,
            table == null ? SealedTable.first() : SealedTable.valueOf(table),
            row.maybeText());
      }
    }
  }

  private Step step(Connection sql, Progress at, int most) throws SQLException {
    var part = rows.rewrap(sql, at.table, at.after, most);
    var done = at.done + part.rewrapped();
    var unopened = at.unopened + part.unopened();
    if (part.last() != null) {
      save(sql, Status.RUNNING, new Progress(done, unopened, at.table, part.last()));
      return Step.MORE;
    }
    var next = at.table.next();
    if (next != null) {
      save(sql, Status.RUNNING, new Progress(done, unopened, next, null));
      return Step.MORE;
    }
    var status =
        count(sql).keySet().stream().allMatch(current()::equals)
            ? Status.DONE
            : unopened > 0 ? Status.FAILED : Status.RUNNING;
    save(sql, status, new Progress(done, 0, SealedTable.first(), null));
    return status == Status.RUNNING ? Step.LATER : Step.ENDED;
  }

  private static void save(Connection sql, Status status, Progress progress) throws SQLException {
    try (var statement = sql.prepareStatement(SAVE)) {
      Parameters.of(statement)
          .text(status.name().toLowerCase(Locale.ROOT))
          .number(progress.done)
          .number(progress.unopened)
          .text(progress.table.name())
          .text(progress.after);
      statement.executeUpdate();
    }
  }
}
