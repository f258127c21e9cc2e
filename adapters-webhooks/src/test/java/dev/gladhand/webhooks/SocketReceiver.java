package dev.gladhand.webhooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A receiver on a bare socket, which can do what no server library would. */
final class SocketReceiver implements AutoCloseable {
  private enum End {
    CLOSE,
    STALL,
    DRIBBLE,
    RESET,
    ENDLESS
  }

  private final ServerSocket server;
  private final byte[] answer;
  private final End end;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String requestLine = "";
  private volatile Map<String, String> headers = Map.of();
  private volatile String body = "";

  private SocketReceiver(String answer, End end) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
    this.end = end;
    Thread.ofVirtual().start(this::accept);
  }

  static SocketReceiver answering(String answer) throws IOException {
    return new SocketReceiver(answer, End.CLOSE);
  }

  static SocketReceiver stalling(String begin) throws IOException {
    return new SocketReceiver(begin, End.STALL);
  }

  /** Goes on with a byte now and then, for ever. */
  static SocketReceiver dribbling(String begin) throws IOException {
    return new SocketReceiver(begin, End.DRIBBLE);
  }

  static SocketReceiver resetting(String begin) throws IOException {
    return new SocketReceiver(begin, End.RESET);
  }

  static SocketReceiver endless(String begin) throws IOException {
    return new SocketReceiver(begin, End.ENDLESS);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  String requestLine() {
    return requestLine;
  }

  /** Names in lower case. */
  Map<String, String> headers() {
    return headers;
  }

  String body() {
    return body;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      read(socket.getInputStream());
      var out = socket.getOutputStream();
      out.write(answer);
      out.flush();
      switch (end) {
        case CLOSE -> {}
        case STALL -> socket.getInputStream().readAllBytes();
        case DRIBBLE -> {
          while (!server.isClosed()) {
            out.write('x');
            LockSupport.parkNanos(20_000_000);
          }
        }
        case RESET -> socket.setSoLinger(true, 0);
        case ENDLESS -> {
          while (!server.isClosed()) {
            out.write(new byte[8_192]);
          }
        }
      }
    } catch (SocketException e) {
      // The sender has had enough: that is what some tests are about.
      return;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        return;
      }
      head.write(next);
    }
    var lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
    var found = new TreeMap<String, String>();
    for (var i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      var colon = lines[i].indexOf(':');
      found.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    var length = Integer.parseInt(found.getOrDefault("content-length", "0"));
    body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    requestLine = lines[0];
    headers = found;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
