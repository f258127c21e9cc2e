package dev.gladhand.domain.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs strictly, and makes UUIDs from names. */
public final class Uuids {
  /** The order of unsigned numbers, which sorts UUIDv7 by time; {@link UUID#compareTo} differs. */
  public static final Comparator<UUID> ORDER =
      (one, other) -> {
        var high =
            Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
      };

  private static final int LENGTH = 36;

  private Uuids() {}

  /**
   * Reads a UUID of 36 characters: hexadecimal, with dashes at the right places. Null for other
   * forms, such as {@code 1-1-1-1-1}.
   */
  public static @Nullable UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    for (var i = 0; i < LENGTH; i++) {
      var dash = i == 8 || i == 13 || i == 18 || i == 23;
      var c = text.charAt(i);
      if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
        return null;
      }
    }
    return UUID.fromString(text);
  }

  /** The UUIDv5 of a name in a namespace. The same namespace and name always give the same id. */
  public static UUID named(UUID namespace, String name) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits())
              .flip());
      var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      var high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
      var low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
