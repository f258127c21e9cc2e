package dev.gladhand.persistence;

import dev.gladhand.testkit.store.AttemptsContract;
import dev.gladhand.testkit.store.ConnectionsContract;
import dev.gladhand.testkit.store.LaneCareContract;
import dev.gladhand.testkit.store.LanesContract;
import dev.gladhand.testkit.store.OperationListsContract;
import dev.gladhand.testkit.store.OperationsContract;
import dev.gladhand.testkit.store.PartnersContract;
import dev.gladhand.testkit.store.ReferencesContract;
import dev.gladhand.testkit.store.RefreshJobsContract;
import dev.gladhand.testkit.store.StoreUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The store on PostgreSQL keeps the contracts. */
final class PostgresqlStoreTest {
  private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @Nested
  final class KeepsOperations extends OperationsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsAttempts extends AttemptsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsLists extends OperationListsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsLanes extends LanesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class CaresForLanes extends LaneCareContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsConnections extends ConnectionsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsReferences extends ReferencesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsPartners extends PartnersContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }

  @Nested
  final class KeepsRefreshJobs extends RefreshJobsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new SqlFixture(DATABASE);
    }
  }
}
