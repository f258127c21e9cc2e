package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a database can show of the audit: writers at once, and rows changed by hand. */
final class AuditChainTest {
  private static TestDatabase database(StoreTest.On on) {
    return switch (on) {
      case H2 -> TestDatabase.h2();
      case POSTGRESQL -> TestDatabase.postgresql();
    };
  }

  private static Audit audit(SqlFixture store) {
    return new Audit(store.auditTrail(), UUID::randomUUID, () -> Instant.now());
  }

  private static AuditEntry entry(int number) {
    return AuditEntry.done(AuditAction.WEBHOOK_PAUSED, "w" + number, null, "status");
  }

  @ParameterizedTest
  @EnumSource(StoreTest.On.class)
  void isOneChainWhateverWritesAtOnce(StoreTest.On on) throws Exception {
    try (var database = database(on);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var store = new SqlFixture(database);
      var audit = audit(store);
      var written = new ArrayList<Future<?>>();
      for (var i = 0; i < 40; i++) {
        var entry = entry(i);
        written.add(threads.submit(() -> audit.note(entry)));
      }
      for (var one : written) {
        one.get();
      }
      var found = store.auditTrail().verify();
      assertTrue(found.intact());
      assertEquals(40, found.events());
    }
  }

  @ParameterizedTest
  @EnumSource(StoreTest.On.class)
  void showsEveryRowThatWasTouched(StoreTest.On on) {
    try (var database = database(on)) {
      var store = new SqlFixture(database);
      for (var i = 0; i < 4; i++) {
        audit(store).note(entry(i));
      }
      var events =
          store
              .auditTrail()
              .list(new AuditQuery(null, null, null, null, null, null, null, 9))
              .reversed();
      broken(database, store, "update audit_event set object_id = 'x' where position = 2");
      assertEquals(events.get(1).event().id(), store.auditTrail().verify().firstBroken());
      database.execute("update audit_event set object_id = 'w1' where position = 2");
      assertTrue(store.auditTrail().verify().intact());
      broken(database, store, "update audit_event set outcome = 'nonsense' where position = 3");
      database.execute("update audit_event set outcome = 'ok' where position = 3");
      broken(database, store, "delete from audit_event where position = 4");
      broken(database, store, "delete from audit_event where position = 1");
      assertEquals(events.get(1).event().id(), store.auditTrail().verify().firstBroken());
    }
  }

  private static void broken(TestDatabase database, SqlFixture store, String sql) {
    assertEquals(1, database.execute(sql));
    assertEquals(false, store.auditTrail().verify().intact(), sql);
  }

  @ParameterizedTest
  @EnumSource(StoreTest.On.class)
  void undoesAChangeThatFailsHalfway(StoreTest.On on) {
    try (var database = database(on)) {
      var store = new SqlFixture(database);
      var now = store.now();
      var partner =
          new Partner(
              new PartnerId(new UUID(1, 1)), "A", "client", "h", 1, Set.of(), false, now, now);
      assertThrows(
          RuntimeException.class,
          () ->
              audit(store)
                  .record(
                      () -> {
                        store.partners().add(partner);
                        store.partners().add(partner);
                        return partner;
                      },
                      _ -> List.of(entry(1))));
      assertEquals(List.of(), store.partners().list());
      assertEquals(0, store.auditTrail().verify().events());
    }
  }
}
