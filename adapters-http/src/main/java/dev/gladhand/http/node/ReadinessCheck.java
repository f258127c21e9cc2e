package dev.gladhand.http.node;

import org.jspecify.annotations.Nullable;

/** Something that must work for the node to take requests. */
@FunctionalInterface
public interface ReadinessCheck {
  /** What is missing, for everybody to read, or null. May block, and may throw. */
  @Nullable String missing();
}
