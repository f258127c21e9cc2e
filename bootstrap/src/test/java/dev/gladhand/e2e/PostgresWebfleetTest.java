package dev.gladhand.e2e;

class PostgresWebfleetTest extends WebfleetContract {
  PostgresWebfleetTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
