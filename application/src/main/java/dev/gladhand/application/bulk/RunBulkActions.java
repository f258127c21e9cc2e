package dev.gladhand.application.bulk;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerJobs;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.bulk.BulkAction.Status;
import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out bulk actions in parts of some operations each. Each retry has an idempotency key made
 * of the action's and the operation's id; so if operations are processed again after a crash, none
 * is retried twice. Blocks; any number of callers and nodes may run it at once.
 */
public final class RunBulkActions implements PartnerJobs {
  private static final Logger LOG = LoggerFactory.getLogger(RunBulkActions.class);
  private static final int PART = 50;

  /** The longest time that one part may take; operations that are left go into the next part. */
  private static final Duration LONGEST_PART = Duration.ofSeconds(10);

  /**
   * How long a node holds an action. This is longer than a part can take, even if the last change
   * of the part waits half a minute for the store. If the node is killed, another node continues
   * the action after this time.
   */
  private static final Duration LEASE = Duration.ofSeconds(45);

  /**
   * The pause before a refused operation is tried again, if it was refused because of the partner's
   * limits or because the node takes no work at the moment.
   */
  private static final Duration HELD_UP = Duration.ofSeconds(1);

  /**
   * The longest time that an action may take. It is shorter than the day for which an idempotency
   * key is valid, because after that an operation could be retried twice.
   */
  private static final Duration LONGEST = Duration.ofHours(20);

  private static final String SCOPE = "bulk-action";

  private final BulkActions actions;
  private final Operations operations;
  private final ChangeOperation changes;
  private final InstantSource clock;
  private final String node;

  /**
   * @param node the id of this node
   */
  public RunBulkActions(
      BulkActions actions,
      Operations operations,
      ChangeOperation changes,
      InstantSource clock,
      String node) {
    this.actions = actions;
    this.operations = operations;
    this.changes = changes;
    this.clock = clock;
    this.node = node;
  }

  @Override
  public Set<PartnerId> waiting() {
    return actions.waiting();
  }

  @Override
  public Optional<Duration> step(PartnerId partner) {
    return actions
        .claim(partner, node, LEASE)
        .map(
            action -> {
              var part = part(action);
              actions.save(part.action, node, part.rest);
              return part.rest;
            });
  }

  /**
   * The action after a part of its operations was processed, and how long it waits before the next
   * part.
   */
  private record Part(BulkAction action, Duration rest) {}

  private Part part(BulkAction action) {
    try {
      if (now().isAfter(action.createdAt().plus(LONGEST))) {
        LOG.warn("bulk action {} was given up after {} h", action.id(), LONGEST.toHours());
        return failed(action);
      }
      return worked(action);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("bulk action {} failed", action.id(), e);
      return failed(action);
    }
  }

  private Part failed(BulkAction action) {
    return new Part(action.at(now(), Status.FAILED, 0, 0, action.after()), Duration.ZERO);
  }

  private Part worked(BulkAction action) {
    var page = operations.listIds(action.filter().page(action.partner(), action.after(), PART));
    var done = 0;
    var skipped = 0;
    @Nullable OperationId last = action.after();
    var end = now().plus(LONGEST_PART);
    for (var operation : page) {
      if (now().isAfter(end)) {
        return new Part(action.at(now(), Status.RUNNING, done, skipped, last), Duration.ZERO);
      }
      switch (change(action, operation)) {
        case DONE -> done++;
        case SKIPPED -> skipped++;
        case HELD_UP -> {
          return new Part(action.at(now(), Status.RUNNING, done, skipped, last), HELD_UP);
        }
      }
      last = operation.id();
    }
    if (page.size() == PART) {
      return new Part(action.at(now(), Status.RUNNING, done, skipped, last), Duration.ZERO);
    }
    // An operation that matched at the start and no longer matches is skipped.
    var gone = Math.max(0, action.matched() - action.done() - action.skipped() - done - skipped);
    return new Part(action.at(now(), Status.DONE, done, skipped + gone, last), Duration.ZERO);
  }

  private enum Change {
    DONE,
    SKIPPED,
    HELD_UP
  }

  private Change change(BulkAction action, Operations.Listed operation) {
    var answer =
        switch (action.kind()) {
          case RETRY ->
              changes.retry(
                  action.partner(),
                  operation.connection(),
                  operation.id(),
                  new IdempotencyKey(
                      action.partner(), SCOPE, action.id() + "/" + operation.id(), ""),
                  null);
          case CANCEL -> changes.cancel(action.partner(), operation.connection(), operation.id());
        };
    return switch (answer) {
      case Answer.Ok<?> _ -> Change.DONE;
      case Answer.Refused<?>(Refusal.TooMany _) -> Change.HELD_UP;
      case Answer.Refused<?>(Refusal.Unavailable _) -> Change.HELD_UP;
      case Answer.Refused<?> _ -> Change.SKIPPED;
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
