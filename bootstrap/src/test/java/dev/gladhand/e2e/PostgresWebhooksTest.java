package dev.gladhand.e2e;

final class PostgresWebhooksTest extends WebhooksContract {
  PostgresWebhooksTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
