package dev.gladhand.e2e;

class PostgresConnectionsTest extends ConnectionsContract {
  PostgresConnectionsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
