package dev.gladhand.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does with each connection exactly what the test says. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  /** What to do with a connection; it is closed when the script returns. */
  @FunctionalInterface
  interface Script {
    void run(Peer peer) throws Exception;
  }

  RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  RawServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request of every connection with the same bytes. */
  static RawServer answering(String reply) throws IOException {
    return answering(reply.getBytes(StandardCharsets.ISO_8859_1));
  }

  static RawServer answering(byte[] reply) throws IOException {
    return new RawServer(
        peer -> {
          while (peer.request() != null) {
            peer.send(reply);
          }
        });
  }

  int port() {
    return listener.getLocalPort();
  }

  String hostAndPort() {
    return "127.0.0.1:" + port();
  }

  URI uri(String path) {
    return URI.create("http://" + hostAndPort() + path);
  }

  int connections() {
    return accepted.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        open.add(socket);
        int number = accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      script.run(new Peer(socket, number));
    } catch (Exception _) {
      // The client hung up, which is what many a test wants.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's side of one connection. */
  final class Peer {
    final Socket socket;
    final int number;

    private Peer(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    /** The next request with its body; null when the client has hung up. */
    String request() throws IOException {
      var in = socket.getInputStream();
      var head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int read = in.read();
        if (read < 0) {
          return null;
        }
        head.write(read);
      }
      var text = head.toString(StandardCharsets.ISO_8859_1);
      var whole = text + body(in, text);
      requests.add(whole);
      return whole;
    }

    private String body(InputStream in, String head) throws IOException {
      for (var line : head.split("\r\n", -1)) {
        if (line.startsWith("Content-Length: ")) {
          return new String(
              in.readNBytes(Integer.parseInt(line.substring(16))), StandardCharsets.UTF_8);
        }
      }
      return "";
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Ends the connection by RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client hangs up. */
    void hang() throws IOException {
      var sink = new byte[1024];
      while (socket.getInputStream().read(sink) >= 0) {
        // Whatever still comes is let pass.
      }
    }
  }
}
