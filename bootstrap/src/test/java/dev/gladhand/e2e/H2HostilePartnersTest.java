package dev.gladhand.e2e;

class H2HostilePartnersTest extends HostilePartnersContract {
  H2HostilePartnersTest() {
    super(Stores.Kind.H2);
  }
}
