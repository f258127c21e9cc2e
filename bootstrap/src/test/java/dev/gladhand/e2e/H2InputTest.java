package dev.gladhand.e2e;

class H2InputTest extends InputContract {
  H2InputTest() {
    super(Stores.Kind.H2);
  }
}
