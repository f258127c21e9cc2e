package dev.gladhand.e2e;

class H2WebfleetTest extends WebfleetContract {
  H2WebfleetTest() {
    super(Stores.Kind.H2);
  }
}
