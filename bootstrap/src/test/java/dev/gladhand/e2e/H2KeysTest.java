package dev.gladhand.e2e;

class H2KeysTest extends KeysContract {
  H2KeysTest() {
    super(Stores.Kind.H2);
  }
}
