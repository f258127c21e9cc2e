package dev.gladhand.e2e;

class H2CapsTest extends CapsContract {
  H2CapsTest() {
    super(Stores.Kind.H2);
  }
}
