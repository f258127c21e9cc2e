package dev.gladhand.persistence.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.webhook.Subscribers;
import dev.gladhand.application.webhook.Subscribers.Subscriber;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;

/**
 * Caches each partner's subscriptions. An entry is used only while the partner's row in the table
 * of streams, which the caller has locked, shows no later change of subscriptions.
 */
final class SubscriberCache {
  private static final String SELECT =
      "select id, event_name, filters from webhook where partner_id = ? order by id";
  private static final int MOST = 10_000;

  private record Known(long version, Subscribers subscribers) {}

  private final Cache<UUID, Known> known = Caffeine.newBuilder().maximumSize(MOST).build();

  /** Returns the subscriptions of a partner whose stream this transaction has locked. */
  Subscribers of(Connection connection, StreamRows.Stream stream) throws SQLException {
    var remembered = known.getIfPresent(stream.partner);
    if (remembered != null && remembered.version == stream.version) {
      return remembered.subscribers;
    }
    var read = new Known(stream.version, read(connection, stream.partner));
    known.put(stream.partner, read);
    return read.subscribers;
  }

  private static Subscribers read(Connection connection, UUID partner) throws SQLException {
    var all = new ArrayList<Subscriber>();
    try (var statement = connection.prepareStatement(SELECT)) {
      Parameters.of(statement).id(partner);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          all.add(
              new Subscriber(
                  new WebhookId(row.id()),
                  EventPattern.ofWire(row.text()).orElseThrow(),
                  FilterJson.read(row.text())));
        }
      }
    }
    return new Subscribers(all);
  }
}
