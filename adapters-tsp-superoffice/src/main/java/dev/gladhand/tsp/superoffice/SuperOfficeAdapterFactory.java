package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;

/** Makes the adapter for SuperOffice. */
public final class SuperOfficeAdapterFactory implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return SuperOfficeAdapter.of(runtime);
  }
}
