package dev.gladhand.http;

import dev.gladhand.http.request.RequestJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client so simple that it can say what no client library would. */
public final class Wire {
  private static final int PATIENCE_MILLIS = 10_000;

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  /** What came back. */
  public record Reply(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public Object json() {
      return RequestJson.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> object() {
      return (Map<String, Object>) json();
    }

    public Object detail() {
      return object().get("detail");
    }
  }

  /** A request with a body, if not null, and header lines such as {@code Accept: text/html}. */
  public Reply send(String method, String path, String body, String... headers) {
    return send(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Reply send(String method, String path, byte[] body, String... headers) {
    var head = new ArrayList<>(List.of(headers));
    if (body != null) {
      head.add("Content-Length: " + body.length);
    }
    return raw(method + " " + path + " HTTP/1.1", body == null ? new byte[0] : body, head);
  }

  /** The body in one chunk, without a length. */
  public Reply chunked(String method, String path, byte[] body, String... headers) {
    var head = new ArrayList<>(List.of(headers));
    head.add("Transfer-Encoding: chunked");
    var framed = new ByteArrayOutputStream();
    framed.writeBytes(
        (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    framed.writeBytes(body);
    framed.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return raw(method + " " + path + " HTTP/1.1", framed.toByteArray(), head);
  }

  private Reply raw(String line, byte[] body, List<String> headers) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = new ByteArrayOutputStream();
      out.writeBytes(
          (line + "\r\nHost: localhost\r\nConnection: close\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      for (var header : headers) {
        out.writeBytes((header + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(body);
      var writer = Thread.ofVirtual().start(() -> write(socket, out.toByteArray()));
      var reply = read(socket.getInputStream());
      writer.interrupt();
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The answer may come before the last byte went out.
  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The server has heard enough; its answer is what counts.
      Thread.currentThread().interrupt();
    }
  }

  private static Reply read(InputStream in) throws IOException {
    var all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    var end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer, but: " + all);
    }
    var lines = all.substring(0, end).split("\r\n", -1);
    var headers = new TreeMap<String, String>();
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    var body = all.substring(end + 4);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunk(body);
    }
    return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
  }

  private static String unchunk(String body) {
    var out = new StringBuilder();
    var at = 0;
    while (true) {
      var line = body.indexOf("\r\n", at);
      var size = Integer.parseInt(body.substring(at, line), 16);
      if (size == 0) {
        return out.toString();
      }
      out.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
