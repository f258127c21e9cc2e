package dev.gladhand.e2e;

class H2FaultsTest extends FaultsContract {
  H2FaultsTest() {
    super(Stores.Kind.H2);
  }
}
