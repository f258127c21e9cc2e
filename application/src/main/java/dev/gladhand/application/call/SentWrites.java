package dev.gladhand.application.call;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.OtherWrite.Stage;
import dev.gladhand.domain.tsp.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the other writes of a connection for a look-up at the TSP, which must not take a record
 * that one of them made for the record that it looks for. The writes are read from the store, so
 * those sent before a restart or by another node are found too.
 *
 * @param operation the operation that is looked up
 * @param settings the connection's settings
 * @param ahead by how much this node's clock is ahead of the store's; negative if it is behind
 */
record SentWrites(
    Operations operations, ResourceOperation operation, Settings settings, Duration ahead)
    implements Unanswered.Others {
  /**
   * How far back other writes are found by the time of their acceptance: so long before the earlier
   * of two times, the one that the look-up gives and the acceptance of the looked-up operation.
   * Writes accepted even earlier are found by the time at which their last attempt began.
   */
  private static final Duration BEFORE = Duration.ofHours(24);

  /** The longest time from the begin of an attempt to the end of its call. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

  private static final int PAGE = 500;
  private static final int MOST_PAGES = 20;

  /**
   * The most bytes that the payloads of the other writes may take. If they take more, {@link
   * #changedSince} returns empty.
   */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  @Override
  public Optional<List<OtherWrite>> changedSince(Instant from) {
    var since = from.minus(ahead);
    var accepted = since.isBefore(operation.createdAt()) ? since : operation.createdAt();
    var found = new LinkedHashSet<OperationId>();
    for (var resource : alike(operation.resource())) {
      @Nullable OperationId last = null;
      for (var page = 0; page == 0 || last != null; page++) {
        if (page == MOST_PAGES) {
          return Optional.empty();
        }
        var listed = operations.listIds(query(resource, accepted.minus(BEFORE), last));
        listed.forEach(other -> found.add(other.id()));
        last = listed.size() < PAGE ? null : listed.getLast().id();
      }
    }
    var late = operations.begunLate(operation.connection(), since.minus(LONGEST_CALL), PAGE);
    found.addAll(late);
    found.remove(operation.id());
    return late.size() == PAGE ? Optional.empty() : sent(List.copyOf(found), since);
  }

  /** The other writes; empty if they take more memory than one look-up may use. */
  private Optional<List<OtherWrite>> sent(List<OperationId> others, Instant since) {
    var sent = new ArrayList<OtherWrite>();
    var bytes = new AtomicLong();
    for (var from = 0; from < others.size() && bytes.get() <= MOST_BYTES; from += PAGE) {
      operations.read(
          others.subList(from, Math.min(others.size(), from + PAGE)),
          other -> {
            if (bytes.get() <= MOST_BYTES && matters(other, since)) {
              sent(other).ifPresent(sent::add);
              bytes.addAndGet(Payloads.storedBytes(other.payload()));
            }
          });
    }
    return bytes.get() > MOST_BYTES ? Optional.empty() : Optional.of(sent);
  }

  private boolean matters(ResourceOperation other, Instant since) {
    return alike(operation.resource()).contains(other.resource())
        && !(other.terminal() && other.updatedAt().isBefore(since));
  }

  private static Set<Resource> alike(Resource resource) {
    return resource == Resource.MESSAGE || resource == Resource.GROUP_MESSAGE
        ? Set.of(Resource.MESSAGE, Resource.GROUP_MESSAGE)
        : Set.of(resource);
  }

  private OperationQuery query(Resource resource, Instant accepted, @Nullable OperationId after) {
    return new OperationQuery(
        operation.partner(),
        resource,
        operation.connection(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        accepted,
        Instant.parse("9999-01-01T00:00:00Z"),
        false,
        after,
        PAGE);
  }

  /**
   * The other operation as a look-up needs it; empty if nothing of it can have taken effect at the
   * TSP.
   */
  private Optional<OtherWrite> sent(ResourceOperation other) {
    var all = other.payload().recipients();
    var open = other.progress().open(all);
    var applied = new ArrayList<>(named(other, RecipientResult.Status.DELIVERED));
    var doubtful = new ArrayList<>(named(other, RecipientResult.Status.UNKNOWN));
    var mayHaveMade = false;
    @Nullable SourceId made = null;
    var stage = Stage.ENDED;
    switch (other.state()) {
      case State.Succeeded(_, var source) -> {
        applied.addAll(open);
        made = source;
        mayHaveMade = true;
      }
      case State.Failed(var verdict) -> mayHaveMade = verdict == Verdict.UNKNOWN;
      case State.Pending pending -> {
        mayHaveMade = pending.begun() || pending.doubtful();
        stage = pending.begun() ? Stage.UNDER_WAY : Stage.WAITING;
      }
    }
    if (mayHaveMade && !(other.state() instanceof State.Succeeded)) {
      doubtful.addAll(open);
    }
    if (all.isEmpty() ? !mayHaveMade : applied.isEmpty() && doubtful.isEmpty()) {
      return Optional.empty();
    }
    var since = other.log().isEmpty() ? other.createdAt() : other.log().getFirst().begunAt();
    return Optional.of(
        new OtherWrite(
            other.write(settings),
            since.plus(ahead),
            other.updatedAt().plus(ahead),
            stage,
            applied,
            doubtful,
            made));
  }

  private static List<Reference> named(ResourceOperation other, RecipientResult.Status status) {
    return other.progress().recipients().stream()
        .filter(result -> result.status() == status)
        .map(RecipientResult::recipient)
        .toList();
  }
}
