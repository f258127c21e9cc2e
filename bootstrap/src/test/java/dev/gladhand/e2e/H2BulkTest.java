package dev.gladhand.e2e;

class H2BulkTest extends BulkContract {
  H2BulkTest() {
    super(Stores.Kind.H2);
  }
}
