package dev.gladhand.testkit.tsp.sample;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it was received.
 *
 * @param target path and query
 * @param headers lower-case names
 */
public record Received(
    String method, String target, Map<String, List<String>> headers, byte[] body) {

  /** The body as UTF-8; anything else is an error. */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("the body of " + this + " is not UTF-8", e);
    }
  }

  /** The parameters of a form-encoded body; meaningless for other bodies. */
  public Map<String, String> form() {
    var form = new LinkedHashMap<String, String>();
    for (var pair : text().split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  public boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
