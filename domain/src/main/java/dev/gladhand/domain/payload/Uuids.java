package dev.gladhand.domain.payload;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads ids strictly: 36 characters, hexadecimal, dashes where they belong; {@code 1-1-1-1-1} is none. */
public final class Uuids {
  private static final int LENGTH = 36;

  private Uuids() {}

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
}
