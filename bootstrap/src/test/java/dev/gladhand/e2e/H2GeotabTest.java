package dev.gladhand.e2e;

class H2GeotabTest extends GeotabContract {
  H2GeotabTest() {
    super(Stores.Kind.H2);
  }
}
