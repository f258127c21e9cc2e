package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;

/** Makes the adapter for Webfleet. */
public final class WebfleetAdapterFactory implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return WebfleetAdapter.of(runtime);
  }
}
