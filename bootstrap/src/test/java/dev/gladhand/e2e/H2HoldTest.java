package dev.gladhand.e2e;

class H2HoldTest extends HoldContract {
  H2HoldTest() {
    super(Stores.Kind.H2);
  }
}
