package dev.gladhand.e2e;

final class H2WebhooksTest extends WebhooksContract {
  H2WebhooksTest() {
    super(Stores.Kind.H2);
  }
}
