package dev.gladhand.e2e.client;

import dev.gladhand.e2e.world.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes over a bare socket, for what no client library sends. */
public final class Raw {
  private Raw() {}

  private static Socket connect(Node node) throws IOException {
    var uri = URI.create(node.url());
    var socket = new Socket(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
    socket.setSoTimeout((int) Partner.SOON.toMillis());
    return socket;
  }

  /** All that is answered until the node closes the connection; the request asks it to. */
  public static String ask(Node node, String request) {
    try (var socket = connect(node)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resets the connection once the request is sent. */
  public static void askAndGo(Node node, String request) {
    try (var socket = connect(node)) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
