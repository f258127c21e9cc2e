package dev.gladhand.e2e;

class H2RefreshesTest extends RefreshesContract {
  H2RefreshesTest() {
    super(Stores.Kind.H2);
  }
}
