package dev.gladhand.testkit.store;

import org.junit.jupiter.api.BeforeEach;

/**
 * The base class of the contracts of the store. Each test gets an empty store, and {@link Samples}
 * for it.
 */
public abstract class StoreContract {
  protected StoreUnderTest store;
  protected Samples samples;

  /** An empty store of the implementation under test. */
  protected abstract StoreUnderTest emptyStore();

  @BeforeEach
  final void openStore() {
    store = emptyStore();
    samples = new Samples(store);
  }
}
