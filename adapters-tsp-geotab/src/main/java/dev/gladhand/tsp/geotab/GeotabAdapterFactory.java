package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;

/** Makes the adapter for Geotab. */
public final class GeotabAdapterFactory implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return GeotabAdapter.of(runtime);
  }
}
