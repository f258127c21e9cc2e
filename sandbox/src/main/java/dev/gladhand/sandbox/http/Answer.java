package dev.gladhand.sandbox.http;

import dev.gladhand.sandbox.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP answer: status, headers and body. Content-Length is added when the answer is sent. */
public record Answer(int status, List<Header> headers, byte[] body) {
  private static final Header JSON = new Header("Content-Type", "application/json; charset=utf-8");
  private static final Header TEXT = new Header("Content-Type", "text/plain; charset=utf-8");
  private static final byte[] NOTHING = new byte[0];

  public Answer {
    headers = List.copyOf(headers);
  }

  public static Answer json(int status, Json body) {
    return new Answer(status, List.of(JSON), body.bytes());
  }

  public static Answer text(int status, String body) {
    return new Answer(status, List.of(TEXT), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer of(int status, String contentType, String body) {
    return new Answer(
        status,
        List.of(new Header("Content-Type", contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, List.of(), NOTHING);
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body);
  }

  /** The same answer with another content type. */
  public Answer as(String contentType) {
    var others = new ArrayList<>(headers);
    others.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
    others.add(new Header("Content-Type", contentType));
    return new Answer(status, others, body);
  }

  byte[] head(boolean close) {
    return head(close, bodyless() ? "" : "Content-Length: " + body.length + "\r\n");
  }

  byte[] head(boolean close, String framing) {
    var out = new StringBuilder(192);
    out.append("HTTP/1.1 ").append(status).append(' ').append(Reasons.of(status)).append("\r\n");
    for (Header header : headers) {
      out.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    out.append("Date: ").append(HttpDate.now()).append("\r\n");
    if (close) {
      out.append("Connection: close\r\n");
    }
    out.append(framing).append("\r\n");
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] whole(boolean close, boolean headOnly) {
    byte[] head = head(close);
    if (headOnly || bodyless() || body.length == 0) {
      return head;
    }
    var out = new ByteArrayOutputStream(head.length + body.length);
    out.writeBytes(head);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private boolean bodyless() {
    return status == 204 || status == 304 || status < 200;
  }
}
