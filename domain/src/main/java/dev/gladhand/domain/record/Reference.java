package dev.gladhand.domain.record;

import org.jspecify.annotations.Nullable;

/**
 * A record that a payload names, by the gateway's id, by the TSP's id, or by both after it is
 * resolved.
 */
public record Reference(@Nullable ResourceId id, @Nullable SourceId source) {
  public Reference {
    if (id == null && source == null) {
      throw new IllegalArgumentException("a reference has an id, a source id, or both");
    }
  }

  public static Reference of(ResourceId id) {
    return new Reference(id, null);
  }

  public static Reference of(SourceId source) {
    return new Reference(null, source);
  }
}
