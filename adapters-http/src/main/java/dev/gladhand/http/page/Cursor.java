package dev.gladhand.http.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list, as an opaque text that callers send back. It contains a checksum against
 * typing errors; it is not secret.
 */
public final class Cursor {
  private static final String SEPARATOR = "\n";
  private static final int MOST = 100_000;

  private Cursor() {}

  /** Writes a cursor. The parts must not contain line breaks. */
  public static String write(String... parts) {
    var text = String.join(SEPARATOR, parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((sum(text) + SEPARATOR + text).getBytes(StandardCharsets.UTF_8));
  }

  /** The parts of a cursor, or null if it is malformed or has another number of parts. */
  public static @Nullable List<String> read(String cursor, int parts) {
    if (cursor.length() > MOST) {
      return null;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      var end = text.indexOf(SEPARATOR);
      var content = text.substring(end + 1);
      var read = List.of(content.split(SEPARATOR, -1));
      return end > 0 && text.substring(0, end).equals(sum(content)) && read.size() == parts
          ? read
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String sum(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
