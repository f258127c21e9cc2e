package dev.gladhand.e2e;

class PostgresKillTest extends KillContract {
  PostgresKillTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
