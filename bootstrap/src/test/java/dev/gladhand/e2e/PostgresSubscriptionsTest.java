package dev.gladhand.e2e;

final class PostgresSubscriptionsTest extends SubscriptionsContract {
  PostgresSubscriptionsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
