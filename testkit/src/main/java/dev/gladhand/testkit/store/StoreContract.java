package dev.gladhand.testkit.store;

import org.junit.jupiter.api.BeforeEach;

/** The base of the contracts of the store: an empty store for each test, and samples for it. */
public abstract class StoreContract {
  protected StoreUnderTest store;
  protected Samples samples;

  /** An empty store. */
  protected abstract StoreUnderTest emptyStore();

  @BeforeEach
  final void openStore() {
    store = emptyStore();
    samples = new Samples(store);
  }
}
