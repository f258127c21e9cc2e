package dev.gladhand.e2e;

class H2ConnectKillTest extends ConnectKillContract {
  H2ConnectKillTest() {
    super(Stores.Kind.H2);
  }
}
