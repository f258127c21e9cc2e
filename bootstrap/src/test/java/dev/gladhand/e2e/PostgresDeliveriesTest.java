package dev.gladhand.e2e;

final class PostgresDeliveriesTest extends DeliveriesContract {
  PostgresDeliveriesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
