package dev.gladhand.e2e;

class H2PollingTest extends PollingContract {
  H2PollingTest() {
    super(Stores.Kind.H2);
  }
}
