package dev.gladhand.e2e;

final class H2SubscriptionsTest extends SubscriptionsContract {
  H2SubscriptionsTest() {
    super(Stores.Kind.H2);
  }
}
