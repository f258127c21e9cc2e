package dev.gladhand.e2e;

class H2MasterKeysTest extends MasterKeysContract {
  H2MasterKeysTest() {
    super(Stores.Kind.H2);
  }
}
