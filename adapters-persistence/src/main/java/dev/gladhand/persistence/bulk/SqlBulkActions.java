package dev.gladhand.persistence.bulk;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.RaceLost;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores bulk actions in a relational database. Thread-safe. */
@Singleton
public final class SqlBulkActions implements BulkActions {
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final BulkActionRepository rows;

  public SqlBulkActions(Database database, BulkActionRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Started start(BulkAction action, @Nullable StartKey key) {
    return database.transact(
        _ -> {
          rows.addIfKeyIsNew(BulkActionRow.of(action, key));
          if (rows.findByIdAndPartnerId(action.id(), action.partner().value()).isPresent()) {
            return new Started.Action(action, false);
          }
          var before =
              key == null
                  ? Optional.<BulkActionRow>empty()
                  : rows.findByPartnerIdAndIdemKey(action.partner().value(), key.key());
          var known =
              before.orElseThrow(
                  () -> new RaceLost("the bulk action of this key does not exist any more"));
          return key != null && key.bodyHash().equals(known.bodyHash())
              ? new Started.Action(known.action(), true)
              : new Started.KeyReused();
        });
  }

  @Override
  public Optional<BulkAction> find(PartnerId partner, UUID id) {
    return database
        .read(_ -> rows.findByIdAndPartnerId(id, partner.value()))
        .map(BulkActionRow::action);
  }

  @Override
  public List<BulkAction> list(PartnerId partner, @Nullable UUID after, int size) {
    return database
        .read(_ -> rows.page(partner.value(), after == null ? FIRST : after, size))
        .stream()
        .map(BulkActionRow::action)
        .toList();
  }

  @Override
  public Set<PartnerId> waiting() {
    return database.read(sql -> rows.partnersWithFree(database.time(sql))).stream()
        .map(PartnerId::new)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public Optional<BulkAction> claim(PartnerId partner, String node, Duration lease) {
    return database.transact(
        sql -> {
          var now = database.time(sql);
          return rows.lockFree(partner.value(), now)
              .map(row -> rows.update(row.heldBy(node, now.plus(lease))).action());
        });
  }

  @Override
  public boolean save(BulkAction action, String node, Duration lease) {
    return database.transact(
        sql -> {
          var held = rows.lockHeld(action.id(), node).orElse(null);
          if (held == null) {
            return false;
          }
          var key =
              held.idemKey() == null || held.bodyHash() == null
                  ? null
                  : new StartKey(held.idemKey(), held.bodyHash());
          rows.update(BulkActionRow.of(action, key).heldBy(node, database.time(sql).plus(lease)));
          return true;
        });
  }

  @Override
  public int prune(Instant before, int limit) {
    return database.transact(_ -> rows.deleteEnded(before, limit));
  }
}
