package dev.gladhand.domain.tsp;

/**
 * Makes an adapter at start-up. {@link java.util.ServiceLoader} finds it: an adapter module names
 * its factory in {@code META-INF/services}, and nothing else in the program refers to the module.
 */
public interface TspAdapterFactory {
  TspAdapter create(TspRuntime runtime);
}
