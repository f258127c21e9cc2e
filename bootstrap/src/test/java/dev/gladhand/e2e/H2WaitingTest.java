package dev.gladhand.e2e;

class H2WaitingTest extends WaitingContract {
  H2WaitingTest() {
    super(Stores.Kind.H2);
  }
}
