package dev.gladhand.persistence.lane;

import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.MultiQuery;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Marks each write that waits behind an earlier pending write of the same order key, so that a
 * query for a lane's next writes skips the marked ones by an index. Adding a write finds out
 * whether it is behind another; ending a write unblocks its successor. Both happen under the lock
 * of the order key (see {@link LaneGuard}), so that each sees the result of the other.
 */
public final class Successors {
  /**
   * The condition that an operation {@code e} blocks its successors: it is pending, and it is not
   * in back-off if the connection's setting lets successors go on then. The test for pending is
   * that the due time is not null; a range of times would make the planner choose the index of due
   * times in place of the index of order keys.
   */
  private static final String IN_THE_WAY =
      """
      e.due_at is not null and not (coalesce(e.waiting, '') = 'backoff'
        and exists (select 1 from lane l where l.connection_id = e.connection_id and l.skips))""";

  private static final String BLOCKED =
      """
      select 1 from work e where e.connection_id = {connection_id} and e.order_key = {order_key}
        and %s"""
          .formatted(IN_THE_WAY);

  private static final String NEXT =
      """
      o.id = (
        select b.id from work b
        where b.connection_id = {connection_id} and b.order_key = {order_key} and b.behind = true
          and b.due_at is not null
        order by b.connection_id, b.order_key, b.behind, b.id limit 1)
      and %s"""
          .formatted(nobody("e.behind = false"));

  private static final String FIRSTS =
      """
      update work o set behind = false, freed_at = {now}
      where o.connection_id = ? and o.behind = true and o.due_at >= {ever} and %s and %s"""
          .formatted(nobody("e.behind = false"), nobody("e.behind = true and e.id < o.id"));

  /**
   * Makes a lane due now or, if the lane is paused, when its pause ends. So the successor of an
   * operation that ended without an attempt need not wait for the time at which that operation was
   * due.
   */
  private static final String WAKE =
      "due_at = case when l.hold_until > {now} then l.hold_until else {now} end";

  private static final String MAY_WAKE =
      """
      l.connection_id = {connection_id} and l.leased_by is null and l.parked is null
      and l.due_at > {now} and (l.hold_until is null or l.hold_until < l.due_at)""";

  private static final String[] KEY = {"connection_id uuid", "order_key text"};

  /** An order key of a lane. */
  record Key(UUID lane, String name) {
    /**
     * A hash that is the same on every node; the generated hash code of a record may differ between
     * JVMs.
     */
    int hash() {
      return 31 * LaneGuard.hash(lane) + name.hashCode();
    }

    static Key of(ResourceOperation op) {
      return new Key(op.connection().value(), op.orderKey().orElseThrow());
    }
  }

  private final MultiQuery blocked;
  private final MultiUpdate next;
  private final String firsts;
  private final MultiUpdate wake;

  public Successors(Database database) {
    blocked = new MultiQuery(database.sql(BLOCKED), KEY);
    next =
        new MultiUpdate(
            "work o", database.sql("behind = false, freed_at = {now}"), database.sql(NEXT), KEY);
    firsts = database.sql(FIRSTS);
    wake =
        new MultiUpdate("lane l", database.sql(WAKE), database.sql(MAY_WAKE), "connection_id uuid");
  }

  /**
   * Makes the SQL condition that no pending operation of the same order key blocks the operation
   * {@code o}. The ids do not show which operation blocks which, because they are made before the
   * rows are stored; only the column {@code behind} shows it.
   *
   * @param which a condition on the operations {@code e} that may block
   */
  private static String nobody(String which) {
    return """
        (select e.id from work e
         where e.connection_id = o.connection_id and e.order_key = o.order_key and %s and %s
         order by e.connection_id, e.order_key, e.behind, e.id limit 1) is null"""
        .formatted(which, IN_THE_WAY);
  }

  /**
   * The order keys of the async operations that have one. A sync write is in no lane and waits for
   * no other write.
   */
  public static List<Key> keys(Collection<ResourceOperation> operations) {
    return operations.stream()
        .filter(op -> op.mode() == Mode.ASYNC && op.orderKey().isPresent())
        .map(Key::of)
        .distinct()
        .toList();
  }

  /**
   * Finds those of the operations to be added that have a pending predecessor.
   *
   * @param added the new operations, in the order in which they are added
   */
  public Pipeline.Answer<Set<OperationId>> behind(
      Pipeline pipeline, List<ResourceOperation> added) {
    var keys = keys(added);
    var found = blocked.ask(pipeline, keys, Successors::bind);
    return () -> {
      var taken = new HashSet<Key>();
      for (var i = 0; i < keys.size(); i++) {
        if (found.get().get(i)) {
          taken.add(keys.get(i));
        }
      }
      var behind = new HashSet<OperationId>();
      for (var op : added) {
        if (!keys(List.of(op)).isEmpty() && !taken.add(Key.of(op))) {
          behind.add(op.id());
        }
      }
      return behind;
    };
  }

  /** Tells whether the new state of an operation lets its successor begin. */
  static boolean givesWay(ResourceOperation changed) {
    return changed.terminal()
        || changed.state() instanceof State.Pending pending && pending.why() == Waiting.BACKOFF;
  }

  /**
   * Unblocks the successors of those changed operations that no longer block: the next operation of
   * each of their order keys, if it has no pending predecessor any more.
   */
  public void free(Pipeline pipeline, List<ResourceOperation> changed) {
    var gone = changed.stream().filter(Successors::givesWay).toList();
    next.ask(pipeline, keys(gone), Successors::bind);
  }

  /**
   * Unblocks those waiting writes of a lane that have no pending predecessor. The caller has taken
   * the lock of {@link LaneGuard#givingBack}.
   *
   * @return the number of unblocked writes
   */
  public int freeAll(Connection connection, UUID lane) throws SQLException {
    try (var statement = connection.prepareStatement(firsts)) {
      Parameters.of(statement).id(lane);
      return statement.executeUpdate();
    }
  }

  /** Makes the lanes of ended operations due if those operations may have blocked others. */
  public void wake(Pipeline pipeline, List<ResourceOperation> ended) {
    var gone = ended.stream().filter(ResourceOperation::terminal).toList();
    var lanes = keys(gone).stream().map(Key::lane).distinct().sorted(Uuids.ORDER).toList();
    wake.ask(pipeline, lanes, (lane, row) -> row.id(lane));
  }

  public void wake(Connection connection, UUID lane) throws SQLException {
    wake.run(connection, List.of(lane), (id, row) -> row.id(id));
  }

  private static void bind(Key key, Row row) {
    row.id(key.lane()).text(key.name());
  }
}
