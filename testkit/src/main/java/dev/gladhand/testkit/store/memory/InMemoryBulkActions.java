package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkAction.Status;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bulk actions in memory. */
final class InMemoryBulkActions implements BulkActions {
  private record Held(
      BulkAction action,
      @Nullable StartKey key,
      @Nullable String holder,
      @Nullable Instant until) {}

  private final InMemoryTables tables;
  private final Map<UUID, Held> all = new LinkedHashMap<>();

  InMemoryBulkActions(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Started start(BulkAction action, @Nullable StartKey key) {
    synchronized (tables) {
      for (var held : all.values()) {
        var known = held.key();
        if (key != null
            && known != null
            && held.action().partner().equals(action.partner())
            && known.key().equals(key.key())) {
          return known.equals(key)
              ? new Started.Action(held.action(), true)
              : new Started.KeyReused();
        }
      }
      all.putIfAbsent(action.id(), new Held(action, key, null, null));
      return new Started.Action(action, false);
    }
  }

  @Override
  public Optional<BulkAction> find(PartnerId partner, UUID id) {
    synchronized (tables) {
      return Optional.ofNullable(all.get(id))
          .map(Held::action)
          .filter(action -> action.partner().equals(partner));
    }
  }

  @Override
  public List<BulkAction> list(PartnerId partner, @Nullable UUID after, int size) {
    synchronized (tables) {
      return all.values().stream()
          .map(Held::action)
          .filter(action -> action.partner().equals(partner))
          .filter(action -> after == null || action.id().toString().compareTo(after.toString()) > 0)
          .sorted(Comparator.comparing(action -> action.id().toString()))
          .limit(size)
          .toList();
    }
  }

  @Override
  public Set<PartnerId> waiting() {
    synchronized (tables) {
      return all.values().stream()
          .filter(this::free)
          .map(held -> held.action().partner())
          .collect(Collectors.toSet());
    }
  }

  private boolean free(Held held) {
    return held.action().status() == Status.RUNNING
        && (held.until() == null || !held.until().isAfter(tables.now()));
  }

  @Override
  public Optional<BulkAction> claim(PartnerId partner, String node, Duration lease) {
    synchronized (tables) {
      return all.values().stream()
          .filter(held -> held.action().partner().equals(partner) && free(held))
          .min(Comparator.comparing(Held::until, Comparator.nullsFirst(Comparator.naturalOrder())))
          .map(
              held -> {
                hold(held.action(), held.key(), node, lease);
                return held.action();
              });
    }
  }

  @Override
  public boolean save(BulkAction action, String node, Duration lease) {
    synchronized (tables) {
      var held = all.get(action.id());
      if (held == null || !node.equals(held.holder()) || held.action().status() != Status.RUNNING) {
        return false;
      }
      hold(action, held.key(), node, lease);
      return true;
    }
  }

  private void hold(BulkAction action, @Nullable StartKey key, String node, Duration lease) {
    all.put(action.id(), new Held(action, key, node, tables.now().plus(lease)));
  }

  @Override
  public int prune(Instant before, int limit) {
    synchronized (tables) {
      var ended =
          all.values().stream()
              .map(Held::action)
              .filter(action -> action.status() != Status.RUNNING)
              .filter(action -> action.updatedAt().isBefore(before))
              .limit(limit)
              .toList();
      ended.forEach(action -> all.remove(action.id()));
      return ended.size();
    }
  }
}
