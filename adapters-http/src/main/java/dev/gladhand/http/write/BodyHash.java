package dev.gladhand.http.write;

import dev.gladhand.http.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What two bodies that say the same have in common: the order of fields, white space and {@code
 * 1.0} do not count.
 */
final class BodyHash {
  private BodyHash() {}

  static String of(@Nullable Object json) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = JsonWriter.text(sorted(json));
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object sorted(@Nullable Object json) {
    return switch (json) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), sorted(value)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(BodyHash::sorted).toList();
      case BigDecimal number when number.signum() == 0 -> BigDecimal.ZERO;
      case BigDecimal number -> number.stripTrailingZeros();
      case null, default -> json;
    };
  }
}
