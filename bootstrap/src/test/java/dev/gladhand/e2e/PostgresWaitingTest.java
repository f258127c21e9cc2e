package dev.gladhand.e2e;

class PostgresWaitingTest extends WaitingContract {
  PostgresWaitingTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
