package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkAction.Kind;
import dev.gladhand.application.bulk.BulkAction.Status;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.bulk.BulkActions.StartKey;
import dev.gladhand.application.bulk.BulkActions.Started;
import dev.gladhand.application.bulk.OperationFilter;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how bulk actions are started, claimed, and continued by another node. */
public abstract class BulkActionsContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private PartnerId partner;

  @BeforeEach
  void makePartner() {
    partner = samples.partner();
  }

  private BulkActions actions() {
    return store.bulkActions();
  }

  private BulkAction action(PartnerId of) {
    return action(samples.id(), of, Status.RUNNING, 0, null);
  }

  private BulkAction action(
      UUID id, PartnerId of, Status status, long done, @Nullable OperationId after) {
    var filter =
        OperationFilter.ofJson(
            Map.of(
                "resource", "message",
                "status", "failed",
                "fleet_refs", List.of("east", "west"),
                "from_datetime", "2026-11-20T08:00:00.000000Z",
                "to_datetime", "2026-11-20T09:00:00.000000Z"));
    return new BulkAction(
        id, of, Kind.RETRY, filter, status, 7, done, 1, after, store.now(), store.now());
  }

  private static BulkAction with(BulkAction action, Status status, long done, OperationId after) {
    return new BulkAction(
        action.id(),
        action.partner(),
        action.kind(),
        action.filter(),
        status,
        action.matched(),
        done,
        action.skipped(),
        after,
        action.createdAt(),
        action.updatedAt());
  }

  @Test
  void aKeyMakesOneAction() {
    var first = action(partner);
    var key = new StartKey("again", "hash");
    assertEquals(new Started.Action(first, false), actions().start(first, key));
    assertEquals(new Started.Action(first, true), actions().start(action(partner), key));
    assertEquals(
        new Started.KeyReused(), actions().start(action(partner), new StartKey("again", "other")));
    var others = action(samples.partner());
    assertEquals(new Started.Action(others, false), actions().start(others, key));
    var without = action(partner);
    assertEquals(new Started.Action(without, false), actions().start(without, null));
    assertEquals(List.of(first, without), actions().list(partner, null, 10));
    assertEquals(List.of(without), actions().list(partner, first.id(), 10));
    assertEquals(Optional.empty(), actions().find(partner, others.id()));
  }

  @Test
  void showsProgressUntilItHasEnded() {
    var action = action(partner);
    actions().start(action, new StartKey("k", "h"));
    assertEquals(Optional.of(action), actions().claim(partner, "node-1", LEASE));
    assertFalse(actions().waiting().contains(partner), "it is held");
    var further = with(action, Status.RUNNING, 3, new OperationId(samples.id()));
    assertFalse(actions().save(further, "node-2", LEASE), "another holds it");
    assertTrue(actions().save(further, "node-1", Duration.ZERO));
    assertTrue(actions().waiting().contains(partner));
    assertEquals(Optional.of(further), actions().find(partner, action.id()));
    assertEquals(Optional.of(further), actions().claim(partner, "node-1", LEASE));
    var done = with(further, Status.DONE, 6, new OperationId(samples.id()));
    assertTrue(actions().save(done, "node-1", LEASE));
    assertFalse(actions().save(further, "node-1", LEASE), "it has ended");
    assertEquals(
        new Started.Action(done, true), actions().start(action(partner), new StartKey("k", "h")));
    assertFalse(actions().waiting().contains(partner));
  }

  @Test
  void anotherNodeCarriesOnWhenTheFirstIsGone() {
    var action = action(partner);
    actions().start(action, null);
    assertTrue(actions().claim(partner, "node-1", LEASE).isPresent());
    store.advance(Duration.ofSeconds(29));
    assertEquals(Optional.empty(), actions().claim(partner, "node-2", LEASE));
    store.advance(Duration.ofSeconds(2));
    assertEquals(Optional.of(action), actions().claim(partner, "node-2", LEASE));
    assertFalse(actions().save(action, "node-1", LEASE));
  }

  @Test
  void forgetsWhatEndedLongAgo() {
    var ended = action(samples.id(), partner, Status.DONE, 7, null);
    var running = action(partner);
    actions().start(ended, null);
    actions().start(running, null);
    store.advance(Duration.ofDays(2));
    assertEquals(1, actions().prune(store.now().minus(Duration.ofDays(1)), 10));
    assertEquals(List.of(running), actions().list(partner, null, 10));
  }
}
