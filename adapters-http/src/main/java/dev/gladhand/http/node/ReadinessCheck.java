package dev.gladhand.http.node;

import org.jspecify.annotations.Nullable;

/** A check of something that the node needs to take requests. */
@FunctionalInterface
public interface ReadinessCheck {
  /**
   * What is missing, as a text for the public, or null if nothing is. May block. An exception means
   * that the store cannot be reached.
   */
  @Nullable String missing();
}
