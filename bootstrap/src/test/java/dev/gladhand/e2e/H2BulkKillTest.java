package dev.gladhand.e2e;

class H2BulkKillTest extends BulkKillContract {
  H2BulkKillTest() {
    super(Stores.Kind.H2);
  }
}
