package dev.gladhand.e2e;

class PostgresHostileAccessTest extends HostileAccessContract {
  PostgresHostileAccessTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
