package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.application.webhook.Webhooks;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.delivery.DeliveryRows;
import dev.gladhand.persistence.delivery.LaneRows;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.outbox.StreamRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores subscriptions in SQL. Thread-safe. */
public final class SqlWebhooks implements Webhooks {
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final WebhookRepository rows;
  private final WebhookSecretRows secrets;
  private final EventRows events = new EventRows();

  public SqlWebhooks(Database database, WebhookRepository rows, WebhookSecretRows secrets) {
    this.database = database;
    this.rows = rows;
    this.secrets = secrets;
  }

  @Override
  public void expect(PartnerId partner) {
    database.transact(
        connection -> {
          StreamRows.hear(connection, partner.value());
          return true;
        });
  }

  @Override
  public Added add(Webhook webhook, SigningSecrets given, int most) {
    return database.transact(
        connection -> {
          // This locks the partner's stream, so that each of several concurrent calls counts the
          // subscriptions that earlier ones have added.
          StreamRows.changed(connection, webhook.partner().value());
          var row = WebhookRow.of(webhook);
          if (sameExists(row)) {
            return Added.SAME_EXISTS;
          }
          if (rows.countByPartnerId(row.partnerId()) >= most) {
            return Added.TOO_MANY;
          }
          rows.save(row);
          secrets.add(webhook.id(), given);
          WebhookLanes.add(connection, webhook);
          return Added.DONE;
        });
  }

  /**
   * Whether the partner has another subscription with the same {@link WebhookRow#sameness}. The
   * caller has locked the partner's stream, so that no subscription can be added meanwhile.
   */
  private boolean sameExists(WebhookRow row) {
    return rows.findOtherThatIsTheSame(row.partnerId(), row.sameness(), row.id()).isPresent();
  }

  @Override
  public Optional<Webhook> find(PartnerId partner, WebhookId id) {
    return database
        .read(_ -> rows.findByIdAndPartnerId(id.value(), partner.value()))
        .map(WebhookRow::webhook);
  }

  @Override
  public Optional<SigningSecrets> secrets(PartnerId partner, WebhookId id) {
    return find(partner, id).flatMap(webhook -> database.read(_ -> secrets.find(webhook)));
  }

  @Override
  public List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size) {
    var from = after == null ? FIRST : after.value();
    return database.read(_ -> rows.list(partner.value(), from, size)).stream()
        .map(WebhookRow::webhook)
        .toList();
  }

  @Override
  public Change update(Webhook webhook, @Nullable SigningSecrets given, @Nullable Event event) {
    return database.transact(
        connection -> {
          StreamRows.changed(connection, webhook.partner().value());
          var before = rows.lock(webhook.id().value()).orElse(null);
          if (before == null || before.version() != webhook.version() - 1) {
            return Change.OUTDATED;
          }
          var row = WebhookRow.of(webhook);
          if (sameExists(row)) {
            return Change.SAME_EXISTS;
          }
          rows.update(row);
          if (given != null) {
            secrets.replace(webhook.id(), given);
          }
          if (!row.status().equals(before.status())) {
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
        null,
        event.createdAt());
  }

  @Override
  public boolean delete(PartnerId partner, WebhookId id) {
    return database.transact(
        connection -> {
          // If the partner has no such subscription, it must not be marked as one that reads
          // events.
          if (rows.findByIdAndPartnerId(id.value(), partner.value()).isEmpty()) {
            return false;
          }
          StreamRows.changed(connection, partner.value());
          var known = rows.lock(id.value()).map(WebhookRow::partnerId);
          if (!known.equals(Optional.of(partner.value()))) {
            return false;
          }
          rows.deleteById(id.value());
          secrets.delete(id);
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
