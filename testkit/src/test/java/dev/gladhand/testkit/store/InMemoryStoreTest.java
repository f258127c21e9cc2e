package dev.gladhand.testkit.store;

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
