package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.tsp.TspAdapterFactory;

/** The contract on whichever adapter is suspected; run by {@link BrokenAdaptersTest} alone. */
class SuspectContract extends AcmeContractTest {
  static volatile TspAdapterFactory suspect = AcmeAdapter::new;

  @Override
  protected TspAdapterFactory factory() {
    return suspect;
  }
}
