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
  final class KeepsAttempts extends AttemptsContract {
    @Override
    protected StoreUnderTest emptyStore() {
      return new InMemoryFixture();
    }
  }
}
