package dev.gladhand.e2e;

class PostgresBulkKillTest extends BulkKillContract {
  PostgresBulkKillTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
