package dev.gladhand.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a database on which the answers to the next commits get lost, the commits do not. */
final class CutCommits implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final AtomicInteger cuts = new AtomicInteger();

  CutCommits(int target) {
    this.target = target;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  void cutNext(int commits) {
    cuts.set(commits);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pass(client, server, true));
        Thread.ofVirtual().start(() -> pass(server, client, false));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, boolean asked) {
    var buffer = new byte[65536];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
        var answer = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (!asked
            && answer.contains("COMMIT\0")
            && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side has gone: so does the other.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
