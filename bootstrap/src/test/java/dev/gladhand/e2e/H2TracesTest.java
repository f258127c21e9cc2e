package dev.gladhand.e2e;

class H2TracesTest extends TracesContract {
  H2TracesTest() {
    super(Stores.Kind.H2);
  }
}
