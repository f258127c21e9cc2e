package dev.gladhand.e2e;

class H2ConnectionsTest extends ConnectionsContract {
  H2ConnectionsTest() {
    super(Stores.Kind.H2);
  }
}
