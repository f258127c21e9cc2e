package dev.gladhand.e2e;

class PostgresHostilePartnersTest extends HostilePartnersContract {
  PostgresHostilePartnersTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
