package dev.gladhand.e2e;

class PostgresKeyPairsTest extends KeyPairsContract {
  PostgresKeyPairsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
