package dev.gladhand.e2e;

class H2HostileAccessTest extends HostileAccessContract {
  H2HostileAccessTest() {
    super(Stores.Kind.H2);
  }
}
