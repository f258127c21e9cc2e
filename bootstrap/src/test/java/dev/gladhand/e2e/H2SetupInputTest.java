package dev.gladhand.e2e;

class H2SetupInputTest extends SetupInputContract {
  H2SetupInputTest() {
    super(Stores.Kind.H2);
  }
}
