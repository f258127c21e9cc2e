package dev.gladhand.e2e;

class PostgresConnectKillTest extends ConnectKillContract {
  PostgresConnectKillTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
