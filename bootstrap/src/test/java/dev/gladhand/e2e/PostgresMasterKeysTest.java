package dev.gladhand.e2e;

class PostgresMasterKeysTest extends MasterKeysContract {
  PostgresMasterKeysTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
