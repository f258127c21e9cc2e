package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Claims, prolongs and releases the lanes of one table. The columns {@code leased_by}, {@code
 * fence}, {@code hold_until} and {@code due_at} have the same meaning in the table of the lanes of
 * writes and in that of the lanes of deliveries. While a lane is held, its {@code due_at} is the
 * end of the lease. So one range of one index contains all lanes that can be claimed. Thread-safe.
 */
public final class LeaseRows<K, M> {
  private static final String LATER =
      "{now} + cast({micros} as bigint) * interval '0.000001' second";
  private static final String DUE = "due_at >= {ever} and due_at <= {now}";

  private static final String OVER = " and ({end} is null or {end} <= {now})";

  private static final String CLAIM_DUE =
      """
      with due as materialized (
        select {key}, leased_by is not null as abandoned from {table}
        where {due} order by due_at limit ? for update skip locked)
      update {table} l set leased_by = ?, fence = l.fence + 1, hold_until = null, {until}
      from due d where l.{key} = d.{key}
      returning l.{key}, l.fence, d.abandoned, {left}""";

  /**
   * Finds the lanes that are due and locks them, on H2. The limit is in an inner query, because H2
   * would otherwise lock all lanes that are due.
   */
  private static final String FIND_DUE_H2 =
      """
      select {key}, fence + 1, leased_by is not null, {left} from {table} l
      where {key} in (select {key} from {table} where {due} order by due_at limit ?)
        and {due} order by due_at for update skip locked""";

  private static final String LOCK_HELD =
      """
      select {key}, fence, {idle} from {table}
      where {key} = any(?) and leased_by = ? order by {key} for update""";

  private static final String NEXT =
      "select due_at, {now} from {table} where due_at >= {ever} and {claimable} order by due_at limit 1";

  private final Table<K, M> table;
  private final String claimDue;
  private final String findDue;
  private final String lockHeld;
  private final String next;
  private final MultiUpdate claim;
  private final MultiUpdate renew;

  /**
   * The parts of the statements that differ between the table of the lanes of writes and that of
   * the lanes of deliveries.
   *
   * @param until the columns that hold the end of a lease
   * @param claimable a condition for a claim, in addition to the time
   * @param idle an expression that is true for a held lane that must not become due when it is
   *     released
   * @param left the columns of the table {@code l} in which the holder of a lane leaves notes for
   *     the next one
   * @param reading reads the columns of {@code left}
   */
  public record Table<K, M>(
      String name,
      String key,
      List<String> until,
      String claimable,
      String idle,
      String left,
      Function<UUID, K> id,
      Function<K, UUID> value,
      Reading<M> reading) {}

  /** Reads from a row the notes that the lane's last holder left. */
  @FunctionalInterface
  public interface Reading<M> {
    @Nullable M read(Columns row) throws SQLException;
  }

  public LeaseRows(Database database, Table<K, M> table) {
    this.table = table;
    var later = LATER.replace("{micros}", "?");
    claimDue = database.sql(of(CLAIM_DUE).replace("{until}", until(later)));
    findDue = database.sql(of(FIND_DUE_H2));
    lockHeld = of(LOCK_HELD);
    next = database.sql(of(NEXT));
    var holder = new String[] {table.key + " uuid", "fence int8", "leased_by text", "micros int8"};
    var same = "l.%s = {%s}".formatted(table.key, table.key);
    var end = database.sql(until(LATER));
    claim =
        new MultiUpdate(
            table.name + " l",
            "leased_by = {leased_by}, fence = {fence}, hold_until = null, " + end,
            same,
            holder);
    renew =
        new MultiUpdate(
            table.name + " l",
            end,
            database.sql(
                same
                    + " and l.fence = {fence} and l.leased_by = {leased_by} and l.%s > {now}"
                        .formatted(table.until.getFirst())),
            holder);
  }

  private String of(String text) {
    var over = new StringBuilder();
    table.until.stream()
        .filter(column -> !column.equals("due_at"))
        .forEach(column -> over.append(OVER.replace("{end}", column)));
    return text.replace("{due}", DUE + " and {claimable}" + over)
        .replace("{claimable}", table.claimable)
        .replace("{table}", table.name)
        .replace("{key}", table.key)
        .replace("{left}", table.left)
        .replace("{idle}", table.idle);
  }

  private String until(String later) {
    return String.join(", ", table.until.stream().map(column -> column + " = " + later).toList());
  }

  /**
   * Claims at most {@code limit} lanes that are due; the claim holds once the caller's transaction
   * is committed.
   */
  public List<Claimed<K, M>> claim(Connection sql, String node, int limit, Duration lease)
      throws SQLException {
    var pipeline = new Pipeline(sql);
    var claimed =
        pipeline.add(
            PipelinedStatement.query(
                    claimDue,
                    parameters -> {
                      parameters.number(limit).text(node);
                      for (var column = 0; column < table.until.size(); column++) {
                        parameters.micros(lease);
                      }
                      return parameters;
                    },
                    this::claimed)
                .onH2(h2 -> claimStepwise(h2, node, limit, lease)));
    pipeline.commit();
    return claimed.get();
  }

  private List<Claimed<K, M>> claimStepwise(Connection sql, String node, int limit, Duration lease)
      throws SQLException {
    var found =
        PipelinedStatement.query(findDue, parameters -> parameters.number(limit), this::claimed)
            .run(sql);
    claim.run(sql, found, (one, row) -> holder(node, one.lease(), lease, row));
    return found;
  }

  private List<Claimed<K, M>> claimed(ResultSet rows) throws SQLException {
    var claimed = new ArrayList<Claimed<K, M>>();
    while (rows.next()) {
      var row = Columns.of(rows);
      var lease = new LaneLease<>(table.id.apply(row.id()), row.number());
      var abandoned = row.flag();
      claimed.add(new Claimed<>(lease, table.reading.read(row), abandoned));
    }
    return claimed;
  }

  private void holder(String node, LaneLease<K> lease, Duration time, Row row) {
    row.id(value(lease))
        .number(lease.fence())
        .text(node)
        .number(TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
  }

  private UUID value(LaneLease<K> lease) {
    return table.value.apply(lease.lane());
  }

  /** Prolongs leases; returns the lanes that are still held. */
  public Set<LaneLease<K>> renew(
      Connection sql, String node, Collection<LaneLease<K>> leases, Duration lease)
      throws SQLException {
    var sorted = new ArrayList<>(leases);
    sorted.sort((a, b) -> Uuids.ORDER.compare(value(a), value(b)));
    var held = new LinkedHashSet<LaneLease<K>>();
    var renewed = renew.run(sql, sorted, (one, row) -> holder(node, one, lease, row));
    for (var i = 0; i < sorted.size(); i++) {
      if (renewed.get(i)) {
        held.add(sorted.get(i));
      }
    }
    return held;
  }

  /**
   * Locks the lanes that the node still holds under the fences of its leases. The result has an
   * entry for each locked lane; its value is true if the lane must not become due.
   */
  public PipelinedStatement<Map<UUID, Boolean>> lockHeld(
      String node, Collection<Release<K, M>> releases) {
    var fences = new HashMap<UUID, Long>();
    releases.forEach(release -> fences.put(value(release.lease()), release.lease().fence()));
    return PipelinedStatement.query(
        lockHeld,
        parameters -> parameters.ids(fences.keySet()).text(node),
        rows -> {
          var held = new HashMap<UUID, Boolean>();
          while (rows.next()) {
            var row = Columns.of(rows);
            var id = row.id();
            if (Long.valueOf(row.number()).equals(fences.get(id))) {
              held.put(id, row.flag());
            }
          }
          return held;
        });
  }

  /**
   * Returns when a released lane is due: at {@code earliest}, or at {@code notBefore} if that is
   * later. Null, so that the lane is not due, if {@code earliest} is null.
   */
  public static @Nullable Instant due(@Nullable Instant earliest, @Nullable Instant notBefore) {
    return earliest != null && notBefore != null && notBefore.isAfter(earliest)
        ? notBefore
        : earliest;
  }

  public Optional<Duration> untilNextDue(Connection sql) throws SQLException {
    return PipelinedStatement.query(
            next,
            parameters -> parameters,
            rows -> {
              if (!rows.next()) {
                return Optional.<Duration>empty();
              }
              var row = Columns.of(rows);
              var until = Duration.between(row.time(), row.time()).negated();
              return Optional.of(until.isNegative() ? Duration.ZERO : until);
            })
        .run(sql);
  }
}
