package dev.gladhand.e2e;

class H2ConnectTest extends ConnectContract {
  H2ConnectTest() {
    super(Stores.Kind.H2);
  }
}
