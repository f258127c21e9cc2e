package dev.gladhand.e2e;

class H2FleetioTest extends FleetioContract {
  H2FleetioTest() {
    super(Stores.Kind.H2);
  }
}
