package dev.gladhand.persistence.audit;

import dev.gladhand.application.audit.AuditEvent;
import dev.gladhand.application.audit.AuditEvent.Chained;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.persistence.database.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores the audit in a relational database. Thread-safe. */
@Singleton
public final class SqlAuditTrail implements AuditTrail {
  private static final int BATCH = 1_000;
  private static final Instant EVER = Instant.EPOCH;
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Database database;
  private final AuditRepository rows;
  private final ChainRepository chain;

  /**
   * The events that nested calls of {@link #write} on this thread have reported so far; the
   * outermost call adds them to the chain at its end.
   */
  private final ScopedValue<List<AuditEvent>> pending = ScopedValue.newInstance();

  public SqlAuditTrail(Database database, AuditRepository rows, ChainRepository chain) {
    this.database = database;
    this.rows = rows;
    this.chain = chain;
  }

  @Override
  public <T> T write(Supplier<T> change, Function<? super T, List<AuditEvent>> told) {
    if (pending.isBound()) {
      var result = change.get();
      pending.get().addAll(told.apply(result));
      return result;
    }
    return database.together(
        () -> {
          var events = new ArrayList<AuditEvent>();
          var result = ScopedValue.where(pending, events).call(change::get);
          events.addAll(told.apply(result));
          append(events);
          return result;
        });
  }

  /**
   * Adds events to the end of the chain. It locks the chain only now, after the change that the
   * events report was made, so that the chain is not locked while the change waits for other locks.
   */
  private void append(List<AuditEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    var end = chain.lock();
    var position = end.position();
    var hash = end.hash();
    for (var event : events) {
      var chained = event.at(++position, hash);
      hash = chained.hash();
      rows.save(AuditRow.of(chained));
    }
    chain.update(new ChainRow(ChainRow.ONLY, position, hash, end.pruned(), end.prunedHash()));
  }

  @Override
  public List<Chained> list(AuditQuery query) {
    var before = query.before() == null ? Long.MAX_VALUE : query.before();
    var action = query.action() == null ? null : query.action().wire();
    var from = query.from() == null ? EVER : query.from();
    var to = query.to() == null ? NEVER : query.to();
    var partner = query.partner();
    var found =
        database.search(
            _ ->
                partner == null
                    ? rows.list(
                        before, action, query.objectId(), query.actor(), from, to, query.size())
                    : rows.listOf(
                        partner.value(),
                        before,
                        action,
                        query.objectId(),
                        query.actor(),
                        from,
                        to,
                        query.size()));
    return found.stream().map(AuditRow::chained).filter(Objects::nonNull).toList();
  }

  @Override
  public Verified verify() {
    while (true) {
      var begin = database.read(_ -> chain.read());
      var found = verify(begin);
      // Rows that were deleted for their age meanwhile must not look like rows that somebody has
      // removed.
      if (found.intact() || database.read(_ -> chain.read()).pruned() == begin.pruned()) {
        return found;
      }
    }
  }

  private Verified verify(ChainRow ends) {
    var last = ends.pruned();
    var hash = ends.prunedHash();
    var count = 0L;
    @Nullable UUID lastId = null;
    var broken = Optional.<UUID>empty();
    while (last < ends.position()) {
      var from = last;
      var batch = database.read(_ -> rows.behind(from, BATCH));
      for (var row : batch) {
        if (row.position() > ends.position()) {
          break;
        }
        count++;
        if (broken.isEmpty() && !follows(row, last, hash)) {
          broken = Optional.of(row.id());
        }
        last = row.position();
        hash = row.hash();
        lastId = row.id();
      }
      if (batch.isEmpty() || last == from) {
        break;
      }
    }
    if (broken.isPresent()) {
      return new Verified(count, false, broken.get());
    }
    var ended = last == ends.position() && Objects.equals(hash, ends.hash());
    return new Verified(count, ended, ended ? null : lastId);
  }

  private static boolean follows(AuditRow row, long before, @Nullable String hash) {
    var event = row.chained();
    return event != null
        && row.position() == before + 1
        && Objects.equals(event.previousHash(), hash)
        && event.holds();
  }

  @Override
  public int prune(Instant before, int limit) {
    return database.transact(
        _ -> {
          var ends = chain.lock();
          var old =
              rows.behind(ends.pruned(), limit).stream()
                  .takeWhile(row -> row.createdAt().isBefore(before))
                  .toList();
          if (old.isEmpty()) {
            return 0;
          }
          var last = old.getLast();
          chain.update(
              new ChainRow(
                  ChainRow.ONLY, ends.position(), ends.hash(), last.position(), last.hash()));
          return rows.deleteUpTo(last.position());
        });
  }
}
