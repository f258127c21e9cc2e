package dev.gladhand.e2e;

class H2WritesTest extends WritesContract {
  H2WritesTest() {
    super(Stores.Kind.H2);
  }
}
