package dev.gladhand.e2e;

class PostgresSetupInputTest extends SetupInputContract {
  PostgresSetupInputTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
