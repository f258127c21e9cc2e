package dev.gladhand.e2e;

class H2KeyPairsTest extends KeyPairsContract {
  H2KeyPairsTest() {
    super(Stores.Kind.H2);
  }
}
