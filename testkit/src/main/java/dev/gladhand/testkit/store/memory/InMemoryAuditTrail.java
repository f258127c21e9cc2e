package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.audit.AuditEvent;
import dev.gladhand.application.audit.AuditEvent.Chained;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The audit in memory. A failed change is not undone. No lock is held while a change runs, because
 * a change may block.
 */
public final class InMemoryAuditTrail implements AuditTrail {
  private final List<Chained> chain = new ArrayList<>();
  private @Nullable String pruned;
  private @Nullable String last;
  private long count;
  private static final ThreadLocal<@Nullable List<AuditEvent>> PENDING = new ThreadLocal<>();

  @Override
  public <T> T write(Supplier<T> change, Function<? super T, List<AuditEvent>> told) {
    var outer = PENDING.get();
    var mine = outer == null ? new ArrayList<AuditEvent>() : outer;
    PENDING.set(mine);
    try {
      var result = change.get();
      mine.addAll(told.apply(result));
      if (outer == null) {
        append(mine);
      }
      return result;
    } finally {
      PENDING.set(outer);
    }
  }

  private synchronized void append(List<AuditEvent> events) {
    for (var event : events) {
      var chained = event.at(++count, last);
      last = chained.hash();
      chain.add(chained);
    }
  }

  @Override
  public synchronized List<Chained> list(AuditQuery query) {
    return chain.reversed().stream()
        .filter(one -> matches(one, query))
        .limit(query.size())
        .toList();
  }

  private static boolean matches(Chained one, AuditQuery query) {
    var event = one.event();
    var entry = event.entry();
    return (query.partner() == null || query.partner().equals(entry.partner()))
        && (query.action() == null || query.action() == entry.action())
        && (query.objectId() == null || query.objectId().equals(entry.objectId()))
        && (query.actor() == null || query.actor().equals(event.actor().id()))
        && (query.from() == null || !event.createdAt().isBefore(query.from()))
        && (query.to() == null || event.createdAt().isBefore(query.to()))
        && (query.before() == null || one.position() < query.before());
  }

  @Override
  public synchronized Verified verify() {
    var before = pruned;
    for (var one : chain) {
      if (!one.holds() || !Objects.equals(one.previousHash(), before)) {
        return new Verified(chain.size(), false, one.event().id());
      }
      before = one.hash();
    }
    return new Verified(chain.size(), true, null);
  }

  @Override
  public synchronized int prune(Instant before, int limit) {
    var deleted = 0;
    while (deleted < limit
        && !chain.isEmpty()
        && chain.getFirst().event().createdAt().isBefore(before)) {
      pruned = chain.removeFirst().hash();
      deleted++;
    }
    return deleted;
  }
}
