package dev.gladhand.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A complete request. */
public record Request(RequestHead head, byte[] body) {

  public String method() {
    return head.method();
  }

  public String path() {
    return head.path();
  }

  public @Nullable String header(String name) {
    return head.headers().first(name);
  }

  /** The body as UTF-8; malformed bytes are replaced. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The first value of a query parameter; null if there is none. */
  public @Nullable String query(String name) {
    List<String> all = queryAll(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Every value of a query parameter. */
  public List<String> queryAll(String name) {
    return values(head.query(), name);
  }

  /** The first value of a field of a form-encoded body; null if there is none. */
  public @Nullable String form(String name) {
    List<String> all = values(bodyText(), name);
    return all.isEmpty() ? null : all.getFirst();
  }

  private static List<String> values(String encoded, String name) {
    var found = new ArrayList<String>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (!pair.isEmpty() && decode(key).equals(name)) {
        found.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  /** Decodes percent escapes; a text with a malformed escape is returned unchanged. */
  public static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
