package dev.gladhand.persistence.outbox;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.persistence.outbox.PutInOrder.New;
import dev.gladhand.persistence.outbox.StreamRows.Behind;
import dev.gladhand.persistence.outbox.StreamRows.Stream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Numbers a partner's older events: those from before the partner first read its feed or had a
 * subscription. At that moment the partner was marked as heard (see {@link StreamRows}). No
 * deliveries are made for these events. Events that were stored with the number 0 are numbered
 * first, then the events of operations, which {@link UntoldEvents} makes.
 */
final class OlderEvents {
  /**
   * Finds the events that were stored before their partner was marked as heard; their number is 0.
   */
  private static final String QUIET =
      """
      select e.position, e.id, e.partner_id, e.name, e.mode, e.connection_id, cast(null as varchar),
        cast(null as varchar)
      from event e where e.partner_id = any(?) and e.sequence = 0
      order by e.partner_id, e.position limit ?""";

  /** The most partners whose operations are gone through in one transaction. */
  private static final int TOGETHER = 10;

  private OlderEvents() {}

  /**
   * The result of one step.
   *
   * @param events how many events were numbered
   * @param left the partners that still have older events to be numbered; until that is done, their
   *     new events are not numbered either
   * @param partners the partners whose events were numbered
   */
  record Placed(int events, Set<UUID> left, Set<PartnerId> partners) {}

  /**
   * Numbers the older events of these partners, the oldest first.
   *
   * @param limit the most stored events to number, and the most operations to make events of
   */
  static Placed run(Connection connection, List<Behind> behind, int limit) throws SQLException {
    var left = new HashSet<UUID>();
    var partners = new HashSet<PartnerId>();
    if (behind.isEmpty()) {
      return new Placed(0, left, partners);
    }
    var all = behind.stream().map(Behind::partner).collect(Collectors.toSet());
    var stored = placeStored(connection, all, limit);
    stored.forEach(event -> partners.add(new PartnerId(event.partner())));
    if (stored.size() == limit) {
      return new Placed(limit, all, partners);
    }
    var count = stored.size();
    var untold = behind.stream().filter(one -> one.untold() != null).toList();
    untold.forEach(one -> left.add(one.partner()));
    var next =
        untold.stream()
            .sorted(
                Comparator.comparing(
                    one -> Objects.requireNonNull(one.untold()).after(), Uuids.ORDER))
            .limit(TOGETHER)
            .toList();
    if (!next.isEmpty()) {
      var share = Math.max(1, limit / next.size());
      var streams =
          StreamRows.lock(
              connection,
              next.stream().map(Behind::partner).collect(Collectors.toCollection(TreeSet::new)));
      for (var one : next) {
        var stream = Objects.requireNonNull(streams.get(one.partner()));
        var operations = Objects.requireNonNull(one.untold());
        var step = UntoldEvents.run(connection, stream, operations, share);
        count += step.events();
        if (step.events() > 0) {
          partners.add(new PartnerId(one.partner()));
        }
        if (step.operations() < share) {
          left.remove(one.partner());
        }
      }
      StreamRows.store(connection, streams.values().stream().filter(Stream::grew).toList());
    }
    var done =
        behind.stream()
            .filter(one -> one.complete() && one.untold() == null)
            .map(Behind::partner)
            .toList();
    if (!done.isEmpty()) {
      StreamRows.caughtUp(connection, done);
    }
    return new Placed(count, left, partners);
  }

  private static List<New> placeStored(Connection connection, Set<UUID> partners, int limit)
      throws SQLException {
    var events = PutInOrder.read(connection, QUIET, partners, limit);
    if (!events.isEmpty()) {
      Map<UUID, Stream> streams =
          StreamRows.lock(
              connection,
              events.stream().map(New::partner).collect(Collectors.toCollection(TreeSet::new)));
      PutInOrder.place(connection, events, streams);
      StreamRows.store(connection, streams.values());
    }
    return events;
  }
}
