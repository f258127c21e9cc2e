package dev.gladhand.console.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a form with files in the encoding {@code multipart/form-data} (RFC 7578), as browsers send
 * it. The value of a file's field is its text.
 */
final class Multipart {
  static final String TYPE = "multipart/form-data";

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^\";\\s]{1,70}))");
  private static final Pattern NAME =
      Pattern.compile("(?im)^content-disposition:[^\r\n]*?;\\s*name=\"([^\"]*)\"");
  private static final String LINE = "\r\n";

  private Multipart() {}

  /** Throws a 400 if the body is malformed or not UTF-8. */
  static Inputs read(String contentType, byte[] body) {
    var found = BOUNDARY.matcher(contentType);
    if (!found.find()) {
      throw malformed();
    }
    var boundary = found.group(1) == null ? found.group(2) : found.group(1);
    // Each byte becomes one character, until the parts are separated.
    var text = LINE + new String(body, StandardCharsets.ISO_8859_1);
    var parts = text.split(Pattern.quote(LINE + "--" + boundary), -1);
    if (parts.length < 2 || !parts[parts.length - 1].startsWith("--")) {
      throw malformed();
    }
    var values = new LinkedHashMap<String, List<String>>();
    for (var part : List.of(parts).subList(1, parts.length - 1)) {
      var end = part.indexOf(LINE + LINE);
      var name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
      if (!name.find()) {
        throw malformed();
      }
      values
          .computeIfAbsent(utf8(name.group(1)), _ -> new ArrayList<>(1))
          .add(utf8(part.substring(end + LINE.length() * 2)));
    }
    return new Inputs(values);
  }

  private static String utf8(String bytes) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Handled below, like a NUL.
    }
    throw new Stop(400, "The file must be text in UTF-8.");
  }

  private static Stop malformed() {
    return new Stop(400, "The form is malformed.");
  }
}
