package dev.gladhand.e2e;

class PostgresBulkTest extends BulkContract {
  PostgresBulkTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
