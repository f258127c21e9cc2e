package dev.gladhand.e2e;

class PostgresRefreshesTest extends RefreshesContract {
  PostgresRefreshesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
