package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;

/** Makes the adapter for Samsara. */
public final class SamsaraAdapterFactory implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return SamsaraAdapter.of(runtime);
  }
}
