package dev.gladhand.e2e;

class PostgresHoldTest extends HoldContract {
  PostgresHoldTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
