package dev.gladhand.persistence.outbox;

import dev.gladhand.application.event.Occurrence;
import dev.gladhand.application.feed.Events;
import dev.gladhand.application.feed.Events.Sequenced;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.persistence.delivery.DeliveryRows;
import dev.gladhand.persistence.delivery.LaneRows;
import dev.gladhand.persistence.outbox.StreamRows.Stream;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers events and makes their deliveries, in one transaction. */
final class PutInOrder {
  private static final String LOCK =
      "select id from event_order where id = 1 for update skip locked";
  private static final String WAIT = "select id from event_order where id = 1 for update";
  private static final String NEW =
      """
      select e.position, e.id, e.partner_id, e.name, e.mode, e.connection_id, o.resource,
        case when o.id is null then coalesce(e.fleet_ref, c.fleet_ref) else o.fleet_ref end
      from (
        select position, id, partner_id, name, mode, operation_id, connection_id, fleet_ref from event
        where sequence is null and not partner_id = any(?) order by position limit ?) e
      left join operation o on o.id = e.operation_id
      left join connection c on c.id = e.connection_id
      order by e.position""";

  private static final MultiUpdate PLACE =
      new MultiUpdate(
          "event e",
          "sequence = {sequence}",
          "e.position = {position}",
          "sequence int8",
          "position int8");

  record New(UUID id, Occurrence occurrence) {
    UUID partner() {
      return occurrence.partner().value();
    }
  }

  /** An event with the subscriptions that get it. */
  private record Dealt(New event, List<WebhookId> to) {}

  private final SubscriberCache subscribers;
  private final Duration firstWait;

  PutInOrder(SubscriberCache subscribers, Duration firstWait) {
    this.subscribers = subscribers;
    this.firstWait = firstWait;
  }

  Sequenced run(Connection connection, int limit, Instant now) throws SQLException {
    try (var statement = connection.prepareStatement(LOCK);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Sequenced.BUSY;
      }
    }
    // Events of partners whose older events are still to be made are not read, because they cannot
    // be numbered yet and would only fill the batch.
    var waiting =
        StreamRows.behind(connection).stream()
            .filter(one -> one.untold() != null)
            .map(StreamRows.Behind::partner)
            .collect(Collectors.toSet());
    var events = read(connection, NEW, waiting, limit);
    var full = events.size() == limit;
    if (full) {
      var seen = events.stream().map(New::partner).collect(Collectors.toSet());
      seen.addAll(waiting);
      events.addAll(read(connection, NEW, seen, Events.ofOthers(limit)));
    }
    // These queries run after those of the new events, so they find all older events and operations
    // that were committed before the new events.
    var older = OlderEvents.run(connection, StreamRows.behind(connection), limit);
    events.removeIf(event -> older.left().contains(event.partner()));
    var moreOfOlder = !older.left().isEmpty() || !waiting.isEmpty();
    if (events.isEmpty()) {
      return new Sequenced(older.events(), full || moreOfOlder, false, older.partners(), Set.of());
    }
    var streams =
        StreamRows.lock(
            connection,
            events.stream().map(New::partner).collect(Collectors.toCollection(TreeSet::new)));
    var dealt = new ArrayList<Dealt>();
    var deliveries = new HashMap<UUID, Integer>();
    for (var event : events) {
      var own = deliveries.getOrDefault(event.partner(), 0);
      var all = deliveries.values().stream().mapToInt(Integer::intValue).sum();
      // At the limit, all later events of the partner wait for the next run, so that the order is
      // kept.
      if (own < Events.DELIVERIES_OF_A_PARTNER && all < Events.DELIVERIES) {
        var stream = stream(streams, event.partner());
        var to = subscribers.of(connection, stream).of(event.occurrence);
        dealt.add(new Dealt(event, to));
        deliveries.merge(event.partner(), to.size(), Integer::sum);
      }
    }
    place(connection, dealt.stream().map(Dealt::event).toList(), streams);
    var grown = streams.values().stream().filter(Stream::grew).toList();
    StreamRows.store(connection, grown);
    var webhooks = deal(connection, dealt, now.plus(firstWait));
    var partners = new HashSet<>(older.partners());
    grown.forEach(stream -> partners.add(new PartnerId(stream.partner)));
    return new Sequenced(
        older.events() + dealt.size(),
        full || dealt.size() < events.size() || moreOfOlder,
        false,
        partners,
        webhooks);
  }

  /**
   * Numbers older events of a partner that has just read its feed, or got a subscription, for the
   * first time.
   *
   * @param limit the most stored events to number, and the most operations to make events of
   */
  static void catchUp(Connection connection, PartnerId partner, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(WAIT);
        var rows = statement.executeQuery()) {
      rows.next();
    }
    var behind =
        StreamRows.behind(connection).stream()
            .filter(one -> one.partner().equals(partner.value()))
            .toList();
    OlderEvents.run(connection, behind, limit);
  }

  private static Stream stream(Map<UUID, Stream> streams, UUID partner) {
    return Optional.ofNullable(streams.get(partner)).orElseThrow();
  }

  /**
   * Reads the oldest events that the query finds.
   *
   * @param text the SQL of the query; it decides whether the events are those of the given partners
   *     or of all others
   * @param limit the most events to read
   */
  static List<New> read(Connection connection, String text, Set<UUID> partners, int limit)
      throws SQLException {
    var events = new ArrayList<New>();
    try (var statement = connection.prepareStatement(text)) {
      Parameters.of(statement).ids(partners).number(limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          var position = row.number();
          var id = row.id();
          var partner = new PartnerId(row.id());
          var name = row.text();
          var mode = Mode.SYNC.wire().equals(row.maybeText()) ? Mode.SYNC : Mode.ASYNC;
          var of = row.maybeId();
          var resource = resource(row.maybeText());
          events.add(
              new New(
                  id,
                  new Occurrence(
                      position,
                      partner,
                      name,
                      mode,
                      of == null ? null : new ConnectionId(of),
                      row.maybeText(),
                      resource)));
        }
      }
    }
    return events;
  }

  private static @Nullable Resource resource(@Nullable String wire) {
    return wire == null ? null : Resource.ofWire(wire).orElseThrow();
  }

  static void place(Connection connection, List<New> events, Map<UUID, Stream> streams)
      throws SQLException {
    PLACE.run(
        connection,
        events,
        (event, row) -> {
          var occurrence = event.occurrence;
          var place =
              occurrence.inFeed()
                  ? stream(streams, event.partner()).take()
                  : -occurrence.position();
          row.number(place).number(occurrence.position());
        });
  }

  private static Set<WebhookId> deal(Connection connection, List<Dealt> dealt, Instant dueAt)
      throws SQLException {
    var named = new LinkedHashSet<UUID>();
    dealt.forEach(one -> named.addAll(LaneRows.ids(one.to)));
    var lanes = LaneRows.lock(connection, named);
    var deliveries = new ArrayList<DeliveryRows.New>();
    var told = new LinkedHashMap<UUID, WebhookId>();
    for (var one : dealt) {
      for (var webhook : one.to) {
        // The lane is missing if the subscription was deleted; a deletion locks only the lane and
        // not the stream.
        var lane = lanes.get(webhook.value());
        if (lane != null) {
          deliveries.add(
              new DeliveryRows.New(
                  webhook.value(),
                  one.event.id,
                  one.event.occurrence.position(),
                  lane.take(),
                  dueAt));
          lane.dueBy(dueAt);
          told.put(webhook.value(), webhook);
        }
      }
    }
    DeliveryRows.add(connection, deliveries);
    LaneRows.store(connection, lanes.values());
    return Set.copyOf(told.values());
  }
}
