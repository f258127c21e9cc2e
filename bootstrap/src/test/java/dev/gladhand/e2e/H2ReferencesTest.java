package dev.gladhand.e2e;

class H2ReferencesTest extends ReferencesContract {
  H2ReferencesTest() {
    super(Stores.Kind.H2);
  }
}
