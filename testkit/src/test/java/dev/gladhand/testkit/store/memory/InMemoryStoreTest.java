package dev.gladhand.testkit.store.memory;

import dev.gladhand.testkit.store.AttemptsContract;
import dev.gladhand.testkit.store.AuditContract;
import dev.gladhand.testkit.store.BulkActionsContract;
import dev.gladhand.testkit.store.ConnectionsContract;
import dev.gladhand.testkit.store.InMemoryFixture;
import dev.gladhand.testkit.store.InvitationsContract;
import dev.gladhand.testkit.store.KeptBytesContract;
import dev.gladhand.testkit.store.KeyRacesContract;
import dev.gladhand.testkit.store.LaneCareContract;
import dev.gladhand.testkit.store.LanesContract;
import dev.gladhand.testkit.store.LongOperationsContract;
import dev.gladhand.testkit.store.OperationListsContract;
import dev.gladhand.testkit.store.OperationsContract;
import dev.gladhand.testkit.store.PartnersContract;
import dev.gladhand.testkit.store.PastContract;
import dev.gladhand.testkit.store.ReferencesContract;
import dev.gladhand.testkit.store.RefreshJobsContract;
import dev.gladhand.testkit.store.SignInsContract;
import dev.gladhand.testkit.store.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The store in memory keeps the contracts that the databases keep. */
final class InMemoryStoreTest {
  @Nested
  final class KeepsOperations extends OperationsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class MakesOneOperationOfAKey extends KeyRacesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsAttempts extends AttemptsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsWhatWasGoneThrough extends PastContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class ReadsLongOperations extends LongOperationsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsLists extends OperationListsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsLanes extends LanesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class CaresForLanes extends LaneCareContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsConnections extends ConnectionsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsReferences extends ReferencesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsPartners extends PartnersContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsBulkActions extends BulkActionsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsInvitations extends InvitationsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsSignIns extends SignInsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsRefreshJobs extends RefreshJobsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class KeepsTheAudit extends AuditContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }

  @Nested
  final class CountsKeptBytes extends KeptBytesContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }
}
