package dev.gladhand.persistence.event;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.SigningSecrets;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.application.event.WebhookStatus;
import dev.gladhand.application.event.Webhooks;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.Database;
import dev.gladhand.persistence.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The subscriptions in SQL. Thread-safe. */
public final class SqlWebhooks implements Webhooks {
  private static final String FIND =
      "select " + WebhookRow.COLUMNS + " from webhook w where w.id = ? and w.partner_id = ?";
  private static final String LIST =
      "select "
          + WebhookRow.COLUMNS
          + " from webhook w where w.partner_id = ? and w.id > ? order by w.partner_id, w.id limit ?";
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final WebhookSecretRows secrets;
  private final EventRows events = new EventRows();

  public SqlWebhooks(Database database, WebhookSecretRows secrets) {
    this.database = database;
    this.secrets = secrets;
  }

  @Override
  public Added add(Webhook webhook, SigningSecrets given, int most) {
    return database.transact(
        connection -> {
          // Locks the partner's row, so that of several at once each counts those before it.
          StreamRows.changed(connection, webhook.partner().value());
          if (WebhookRow.sameExists(connection, webhook)) {
            return Added.SAME_EXISTS;
          }
          if (count(connection, webhook.partner()) >= most) {
            return Added.TOO_MANY;
          }
          if (!WebhookRow.insert(connection, webhook)) {
            return Added.SAME_EXISTS;
          }
          secrets.put(connection, webhook.id(), given);
          WebhookLanes.add(connection, webhook);
          return Added.DONE;
        });
  }

  private static long count(Connection connection, PartnerId partner) throws SQLException {
    try (var statement =
        connection.prepareStatement("select count(*) from webhook where partner_id = ?")) {
      Parameters.of(statement).id(partner.value());
      try (var found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  @Override
  public Optional<Webhook> find(PartnerId partner, WebhookId id) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(FIND)) {
            Parameters.of(statement).id(id.value()).id(partner.value());
            return WebhookRow.all(statement).stream().findFirst();
          }
        });
  }

  @Override
  public Optional<SigningSecrets> secrets(PartnerId partner, WebhookId id) {
    return find(partner, id)
        .flatMap(webhook -> database.read(connection -> secrets.find(connection, webhook)));
  }

  @Override
  public List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(LIST)) {
            Parameters.of(statement)
                .id(partner.value())
                .id(after == null ? FIRST : after.value())
                .number(size);
            return WebhookRow.all(statement);
          }
        });
  }

  @Override
  public Change update(Webhook webhook, @Nullable SigningSecrets given, @Nullable Event event) {
    return database.transact(
        connection -> {
          StreamRows.changed(connection, webhook.partner().value());
          var before = WebhookRow.lock(connection, webhook.id().value()).orElse(null);
          if (before == null || before.version() != webhook.version() - 1) {
            return Change.OUTDATED;
          }
          if (WebhookRow.sameExists(connection, webhook)) {
            return Change.SAME_EXISTS;
          }
          WebhookRow.update(connection, webhook);
          if (given != null) {
            secrets.put(connection, webhook.id(), given);
          }
          if (webhook.status() != before.status()) {
            move(connection, webhook);
          }
          if (event != null) {
            events.add(connection, List.of(row(event)));
          }
          return Change.DONE;
        });
  }

  private static void move(Connection connection, Webhook webhook) throws SQLException {
    if (webhook.status() == WebhookStatus.ACTIVE) {
      WebhookLanes.start(connection, webhook.id().value(), webhook.updatedAt());
    } else {
      WebhookLanes.stop(connection, webhook.id().value());
    }
  }

  private static EventRows.Event row(Event event) {
    return new EventRows.Event(
        event.id().value(),
        event.partner().value(),
        event.name(),
        null,
        null,
        null,
        event.data(),
        event.createdAt());
  }

  @Override
  public boolean delete(PartnerId partner, WebhookId id) {
    return database.transact(
        connection -> {
          StreamRows.changed(connection, partner.value());
          var known =
              WebhookRow.lock(connection, id.value())
                  .filter(webhook -> webhook.partner().equals(partner));
          if (known.isEmpty()) {
            return false;
          }
          WebhookLanes.delete(connection, id.value());
          return true;
        });
  }

  @Override
  public boolean tell(WebhookId id, Event event) {
    return database.transact(
        connection -> {
          var lanes = LaneRows.lock(connection, List.of(id.value()));
          var lane = lanes.get(id.value());
          if (lane == null) {
            return false;
          }
          var position = TestEventRows.add(connection, event);
          DeliveryRows.add(
              connection,
              List.of(
                  new DeliveryRows.New(
                      id.value(), event.id().value(), position, lane.take(), event.createdAt())));
          lane.dueBy(event.createdAt());
          LaneRows.store(connection, lanes.values());
          return true;
        });
  }

  @Override
  public int replay(WebhookId id, Replay which, Instant now) {
    return database.transact(
        connection -> {
          var lanes = LaneRows.lock(connection, List.of(id.value()));
          var lane = lanes.get(id.value());
          if (lane == null) {
            return 0;
          }
          var replayed = ReplayRows.replay(connection, id.value(), which, now);
          if (replayed > 0) {
            lane.dueBy(now);
            LaneRows.store(connection, lanes.values());
          }
          return replayed;
        });
  }
}
