package dev.gladhand.e2e;

class PostgresPollingTest extends PollingContract {
  PostgresPollingTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
