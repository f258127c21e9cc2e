package dev.gladhand.persistence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.StoreTest;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.testkit.store.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SqlFlowTest {
  @ParameterizedTest
  @EnumSource
  void onlyParkedLanesWithPendingOperationsAreCounted(StoreTest.On on) {
    try (var database = on == StoreTest.On.H2 ? TestDatabase.h2() : TestDatabase.postgresql()) {
      var store = new SqlFixture(database);
      var samples = new Samples(store);
      var flow = new SqlFlow(database.context().bean(Database.class));
      var partner = samples.partner();
      var idle = samples.connection(partner);
      var busy = samples.connection(partner);
      samples.add(samples.message(busy));
      store.lanes().park(idle.id(), "paused");
      assertEquals(0, flow.stuck().parkedLanes());
      store.lanes().park(busy.id(), "paused");
      assertEquals(1, flow.stuck().parkedLanes());
    }
  }
}
