package dev.gladhand.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The request line and the headers of a request whose body has not been read yet. */
public record RequestHead(
    String method, String path, String query, boolean http11, Headers headers, byte[] raw) {

  /** The path and query of the request, unchanged. */
  public String target() {
    return query.isEmpty() ? path : path + '?' + query;
  }

  /**
   * Parses a head.
   *
   * @throws MalformedRequest when it is not HTTP/1.0 or HTTP/1.1
   */
  static RequestHead parse(byte[] raw) throws MalformedRequest {
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    String line = strip(text, 0, end < 0 ? text.length() : end);
    int methodEnd = line.indexOf(' ');
    int targetEnd = line.lastIndexOf(' ');
    if (methodEnd <= 0 || targetEnd <= methodEnd + 1) {
      throw new MalformedRequest(400, "malformed request line");
    }
    String version = line.substring(targetEnd + 1);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new MalformedRequest(505, "only HTTP/1.1 is supported");
    }
    String target = originForm(line.substring(methodEnd + 1, targetEnd));
    int question = target.indexOf('?');
    return new RequestHead(
        line.substring(0, methodEnd),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        version.equals("HTTP/1.1"),
        headers(text, end + 1),
        raw);
  }

  private static Headers headers(String text, int from) throws MalformedRequest {
    var headers = new Headers();
    int at = from;
    while (at > 0 && at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = strip(text, at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
        throw new MalformedRequest(400, "malformed header line");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String strip(String text, int from, int to) {
    return text.substring(from, to > from && text.charAt(to - 1) == '\r' ? to - 1 : to);
  }

  private static String originForm(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  /** The header lines of a head; none if it cannot be parsed. */
  public static Headers headersOf(byte[] raw) {
    try {
      return parse(raw).headers();
    } catch (MalformedRequest e) {
      return new Headers();
    }
  }

  boolean keepsAlive() {
    String connection = headers.first("Connection");
    if (connection == null) {
      return http11;
    }
    String wish = connection.toLowerCase(Locale.ROOT);
    return http11 ? !wish.contains("close") : wish.contains("keep-alive");
  }
}
