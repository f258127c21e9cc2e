package dev.gladhand.e2e;

class H2KillTest extends KillContract {
  H2KillTest() {
    super(Stores.Kind.H2);
  }
}
