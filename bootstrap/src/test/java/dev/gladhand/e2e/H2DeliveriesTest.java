package dev.gladhand.e2e;

final class H2DeliveriesTest extends DeliveriesContract {
  H2DeliveriesTest() {
    super(Stores.Kind.H2);
  }
}
