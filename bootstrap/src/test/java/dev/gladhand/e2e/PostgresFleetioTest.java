package dev.gladhand.e2e;

class PostgresFleetioTest extends FleetioContract {
  PostgresFleetioTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
