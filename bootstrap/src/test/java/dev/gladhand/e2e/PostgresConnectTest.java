package dev.gladhand.e2e;

class PostgresConnectTest extends ConnectContract {
  PostgresConnectTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
