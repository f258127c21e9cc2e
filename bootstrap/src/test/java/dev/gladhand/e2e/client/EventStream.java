package dev.gladhand.e2e.client;

import dev.gladhand.e2e.world.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A partner's feed as server-sent events over a bare socket, read no faster than asked. */
public final class EventStream implements AutoCloseable {
  private static final int SMALL = 4 * 1024;

  private final Socket socket = new Socket();
  private final BufferedReader in;
  private final List<String> head = new ArrayList<>();

  private EventStream(URI node, String request) throws IOException {
    socket.setReceiveBufferSize(SMALL);
    socket.connect(
        new java.net.InetSocketAddress(InetAddress.ofLiteral(node.getHost()), node.getPort()));
    socket.setSoTimeout((int) Partner.SOON.toMillis());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 256);
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.add(line);
    }
  }

  /**
   * @param more header lines
   */
  public static EventStream of(Node node, Partner partner, String query, String... more) {
    var uri = URI.create(node.url());
    var request =
        "GET /v2/notifications/events%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n%s\r\n"
            .formatted(
                query,
                uri.getAuthority(),
                partner.token(),
                more.length == 0 ? "" : String.join("\r\n", more) + "\r\n");
    try {
      return new EventStream(uri, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A live part of a page of the console. */
  public static EventStream ofPage(Node node, String path, String cookie) {
    var uri = URI.create(node.url());
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(path, uri.getAuthority(), cookie);
    try {
      return new EventStream(uri, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on to a line that has this text. */
  public void await(String text) {
    line(line -> line.contains(text));
  }

  public List<String> head() {
    return head;
  }

  /** One event. */
  public record Frame(long id, String event, String data) {}

  /** The next line that is wanted; those before it are passed over. */
  private String line(Predicate<String> wanted) {
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try {
      while (System.nanoTime() < end) {
        var line = in.readLine();
        if (line == null) {
          throw new AssertionError("the stream ended");
        }
        if (wanted.test(line)) {
          return line;
        }
      }
      throw new AssertionError("nothing like it came");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on to the last chunk, which is empty: the connection stays. */
  public void awaitEnd() {
    line(line -> line.equals("0"));
  }

  public void keepAlive() {
    line(line -> line.startsWith(": "));
  }

  public Frame next() {
    return new Frame(Long.parseLong(field("id: ")), field("event: "), field("data: "));
  }

  private String field(String name) {
    return line(line -> line.startsWith(name)).substring(name.length());
  }

  public List<Frame> next(int frames) {
    var all = new ArrayList<Frame>();
    while (all.size() < frames) {
      all.add(next());
    }
    return all;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
