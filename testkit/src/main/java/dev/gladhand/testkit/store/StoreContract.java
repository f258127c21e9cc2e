package dev.gladhand.testkit.store;

import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of the store share: an empty store for each test, and samples to put into it.
 */
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
