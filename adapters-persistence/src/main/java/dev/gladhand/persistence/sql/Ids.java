package dev.gladhand.persistence.sql;

import java.util.Comparator;
import java.util.UUID;

/** Sorts ids as both databases do, which differs from {@link UUID#compareTo}. */
public final class Ids {
  public static final Comparator<UUID> UNSIGNED =
      (a, b) -> {
        var high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private Ids() {}
}
