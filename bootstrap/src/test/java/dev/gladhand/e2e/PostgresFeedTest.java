package dev.gladhand.e2e;

final class PostgresFeedTest extends FeedContract {
  PostgresFeedTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
