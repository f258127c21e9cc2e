package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.audit.AuditEvent.Chained;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail.Verified;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks how the audit is stored. */
public abstract class AuditContract extends StoreContract {
  private static final PartnerId ONE = new PartnerId(new UUID(0, 1));
  private static final PartnerId TWO = new PartnerId(new UUID(0, 2));
  private static final Actor CLIENT =
      new Actor(Actor.Kind.CLIENT, "gl_1", "request-1", "192.0.2.1");

  private Audit audit() {
    return new Audit(store.auditTrail(), samples::id, store::now);
  }

  private static AuditEntry updated(PartnerId partner, String object) {
    return AuditEntry.done(AuditAction.CONNECTION_UPDATED, object, partner, "settings", "status");
  }

  private List<Chained> all() {
    return list(null, null, null, null, null, null, null, 100);
  }

  private List<Chained> list(
      @Nullable PartnerId partner,
      @Nullable AuditAction action,
      @Nullable String object,
      @Nullable String actor,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long before,
      int size) {
    return store
        .auditTrail()
        .list(new AuditQuery(partner, action, object, actor, from, to, before, size));
  }

  private static List<String> objects(List<Chained> events) {
    return events.stream().map(one -> one.event().entry().objectId()).toList();
  }

  @Test
  void chainsEventsNewestFirst() {
    Acting.as(
        CLIENT,
        () -> {
          audit().note(updated(ONE, "a"));
          audit().note(AuditEntry.refused(AuditAction.TOKEN_REFUSED, "gl_2", null));
          return true;
        });
    var events = all();
    assertEquals(List.of("gl_2", "a"), objects(events));
    var first = events.getLast();
    assertEquals(CLIENT, first.event().actor());
    assertFalse(first.event().createdAt().isAfter(store.now()));
    assertEquals(updated(ONE, "a"), first.event().entry());
    assertNull(first.previousHash());
    assertEquals(first.hash(), events.getFirst().previousHash());
    assertTrue(events.stream().allMatch(Chained::holds));
    assertEquals(new Verified(2, true, null), store.auditTrail().verify());
  }

  @Test
  void isOneTransactionWithTheChange() {
    var partner = partner("client-1");
    audit()
        .record(
            () -> {
              store.partners().add(partner);
              return partner;
            },
            added -> List.of(AuditEntry.done(AuditAction.PARTNER_CREATED, added.id(), added.id())));
    assertEquals(List.of(partner.id().toString()), objects(all()));
    assertTrue(store.partners().find(partner.id()).isPresent());
    audit().record(() -> false, done -> done, updated(ONE, "nothing"));
    assertEquals(1, all().size());
  }

  @Test
  void tellsNothingOfAChangeThatFailed() {
    assertThrows(
        IllegalStateException.class,
        () ->
            audit()
                .record(
                    () -> {
                      throw new IllegalStateException("no");
                    },
                    _ -> List.of(updated(ONE, "a"))));
    assertEquals(List.of(), all());
    assertEquals(new Verified(0, true, null), store.auditTrail().verify());
  }

  @Test
  void addsWhatAPartTellsWithTheWhole() {
    audit()
        .record(
            () -> audit().record(() -> 1, _ -> List.of(updated(ONE, "inner"))),
            _ -> List.of(updated(ONE, "outer")));
    assertEquals(List.of("outer", "inner"), objects(all()));
  }

  @Test
  void findsByEachFilter() {
    audit().note(updated(ONE, "a"));
    store.advance(Duration.ofMinutes(1));
    var between = store.now();
    Acting.as(
        CLIENT,
        () -> {
          audit().note(updated(TWO, "b"));
          return true;
        });
    audit().note(AuditEntry.done(AuditAction.CONNECTION_PAUSED, "b", TWO, "status"));
    assertEquals(List.of("a"), objects(list(ONE, null, null, null, null, null, null, 9)));
    assertEquals(
        2, list(null, AuditAction.CONNECTION_UPDATED, null, null, null, null, null, 9).size());
    assertEquals(List.of("b", "b"), objects(list(null, null, "b", null, null, null, null, 9)));
    assertEquals(List.of("b"), objects(list(TWO, null, null, "gl_1", null, null, null, 9)));
    assertEquals(2, list(null, null, null, null, between, null, null, 9).size());
    assertEquals(List.of("a"), objects(list(null, null, null, null, null, between, null, 9)));
  }

  @Test
  void goesOnBehindAPage() {
    for (var i = 0; i < 5; i++) {
      audit().note(updated(ONE, "o" + i));
    }
    var found = new ArrayList<String>();
    Long before = null;
    while (true) {
      var page = list(ONE, null, null, null, null, null, before, 2);
      if (page.isEmpty()) {
        break;
      }
      found.addAll(objects(page));
      before = page.getLast().position();
    }
    assertEquals(List.of("o4", "o3", "o2", "o1", "o0"), found);
  }

  @Test
  void staysIntactWhenItsBeginningGoes() {
    audit().note(updated(ONE, "a"));
    audit().note(updated(ONE, "b"));
    store.advance(Duration.ofHours(1));
    assertEquals(1, store.auditTrail().prune(store.now(), 1));
    assertEquals(List.of("b"), objects(all()));
    assertEquals(new Verified(1, true, null), store.auditTrail().verify());
    assertEquals(1, store.auditTrail().prune(store.now(), 9));
    assertEquals(new Verified(0, true, null), store.auditTrail().verify());
    audit().note(updated(ONE, "c"));
    assertEquals(new Verified(1, true, null), store.auditTrail().verify());
    assertEquals(0, store.auditTrail().prune(store.now().minusSeconds(1), 9));
  }

  private Partner partner(String client) {
    var now = store.now();
    return new Partner(
        new PartnerId(samples.id()), "Haulage", client, "hash", 1, Set.of(), false, now, now);
  }
}
