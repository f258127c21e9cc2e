package dev.gladhand.e2e;

final class H2FeedTest extends FeedContract {
  H2FeedTest() {
    super(Stores.Kind.H2);
  }
}
