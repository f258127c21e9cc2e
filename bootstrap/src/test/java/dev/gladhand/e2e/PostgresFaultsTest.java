package dev.gladhand.e2e;

class PostgresFaultsTest extends FaultsContract {
  PostgresFaultsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
