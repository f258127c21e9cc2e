package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.testkit.store.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.MVSecondaryIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An index that does not fit its table any more is mended while the node runs. */
@Timeout(60)
class H2DamageTest {
  private static MVSecondaryIndex index(TestDatabase test, String name) throws SQLException {
    try (var connection = test.context().bean(Pool.class).source().getConnection()) {
      var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      return session.getDatabase().getAllTablesAndViews().stream()
          .filter(table -> table.getIndexes() != null)
          .flatMap(table -> table.getIndexes().stream())
          .filter(index -> name.equals(index.getName()))
          .map(MVSecondaryIndex.class::cast)
          .findFirst()
          .orElseThrow();
    }
  }

  private static Set<ConnectionId> claimed(SqlFixture store) {
    var claimed = new HashSet<ConnectionId>();
    for (var one : store.lanes().claim("node", 10, Duration.ofSeconds(30))) {
      assertTrue(claimed.add(one.lease().lane()));
    }
    return claimed;
  }

  @Test
  void lanesAreClaimedAgainOnceTheirIndexLostThem() throws SQLException {
    try (var test = TestDatabase.h2()) {
      var store = new SqlFixture(test);
      var samples = new Samples(store);
      var connections = new HashSet<ConnectionId>();
      var first = samples.connection(samples.partner());
      connections.add(first.id());
      store.operations().add(List.of(new NewOperation(samples.message(first), null)));
      for (var more = 0; more < 2; more++) {
        var connection = samples.connection(samples.partner());
        connections.add(connection.id());
        store.operations().add(List.of(new NewOperation(samples.message(connection), null)));
      }
      index(test, "LANE_DUE").getMVMap().clear();
      assertEquals(Set.of(), claimed(store), "H2 does not notice by itself");
      // It changes the lane, and finds that the index does not have it; H2 tries that for a while.
      assertThrows(StoreUnavailable.class, () -> store.lanes().park(first.id(), "to be resumed"));
      store.lanes().park(first.id(), "to be resumed");
      store.lanes().resume(first.id());
      assertEquals(connections, claimed(store));
      assertEquals(Set.of(), claimed(store));
      assertEquals(1, test.database().damage().mended());
      assertEquals(3, store.operations().backlog(null).pending());
    }
  }

  @Test
  void whatDoesNotHelpEndsTheProcess() {
    try (var test = TestDatabase.h2()) {
      var damage = test.database().damage();
      var ends = new AtomicInteger();
      damage.whenBeyondRepair(ends::incrementAndGet);
      var failure = new SQLException("a chunk is lost", "HY000", new MVStoreException(9, "lost"));
      while (!damage.beyondRepair()) {
        assertThrows(
            StoreUnavailable.class,
            () ->
                test.database()
                    .transact(
                        _ -> {
                          throw failure;
                        }));
      }
      assertEquals(1, ends.get());
      assertThrows(
          StoreUnavailable.class,
          () ->
              test.database()
                  .read(
                      _ -> {
                        throw failure;
                      }));
      assertEquals(1, ends.get());
    }
  }
}
