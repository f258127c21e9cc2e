package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;

/** Makes the adapter for Fleetio. */
public final class FleetioAdapterFactory implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return FleetioAdapter.of(runtime);
  }
}
