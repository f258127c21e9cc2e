package dev.gladhand.persistence.sql;

import java.util.Comparator;
import java.util.UUID;

/** The order in which both databases keep ids, which is not that of {@link UUID#compareTo}. */
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
