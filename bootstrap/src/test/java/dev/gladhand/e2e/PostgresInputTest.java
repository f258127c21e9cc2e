package dev.gladhand.e2e;

class PostgresInputTest extends InputContract {
  PostgresInputTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
