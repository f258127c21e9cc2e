package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.testkit.store.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the bell rings, the event is committed and every connection can read it. */
final class EventBellTest {
  private TestDatabase database;
  private AuditTrail audit;
  private SqlFixture store;
  private Samples samples;
  private ResourceOperation operation;

  /** How many events of the operation another connection saw at each ring. */
  private final List<Integer> seen = new ArrayList<>();

  private void on(StoreTest.On on) {
    database = on == StoreTest.On.H2 ? TestDatabase.h2() : TestDatabase.postgresql();
    store = new SqlFixture(database);
    audit = store.auditTrail();
    samples = new Samples(store);
    operation = samples.message(samples.connection(samples.partner()));
    SqlFixture.hear(database.database(), operation.partner());
    database.context().bean(EventBell.class).onRing(() -> seen.add(visible()));
  }

  private int visible() {
    return database.execute(
        "update event set name = name where operation_id = '" + operation.id().value() + "'");
  }

  @ParameterizedTest
  @EnumSource(StoreTest.On.class)
  void ringsOnceAnEventIsThereForAll(StoreTest.On on) {
    on(on);
    try (var _ = database) {
      samples.add(operation);
      assertEquals(List.of(1), seen);
      audit.write(this::cancel, _ -> List.of());
      assertEquals(List.of(1, 2), seen);
    }
  }

  private boolean cancel() {
    return store.operations().cancel(operation.id(), samples.transitions().expire(operation));
  }

  @ParameterizedTest
  @EnumSource(StoreTest.On.class)
  void doesNotRingForWhatIsUndone(StoreTest.On on) {
    on(on);
    try (var _ = database) {
      samples.add(operation);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              audit.write(
                  () -> {
                    if (cancel()) {
                      throw new IllegalArgumentException("after the change");
                    }
                    return true;
                  },
                  _ -> List.of()));
      assertEquals(List.of(1), seen);
    }
  }
}
