package dev.gladhand.domain.tsp;

/**
 * Makes an adapter at start-up. Found by {@link java.util.ServiceLoader}: an adapter module names
 * its factory in {@code META-INF/services}, and nothing else in the program knows of it.
 */
public interface TspAdapterFactory {
  TspAdapter create(TspRuntime runtime);
}
