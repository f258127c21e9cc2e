package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy in front of a PostgreSQL. It can drop the answers to the next commits, although the
 * commits are made, and it can delay logins.
 */
public final class LossyWay implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final Executor logins;
  private final AtomicInteger losses = new AtomicInteger();

  public LossyWay(int target) {
    this(target, Duration.ZERO);
  }

  /**
   * @param login the delay that is added to each login
   */
  public LossyWay(int target, Duration login) {
    this.target = target;
    this.logins = CompletableFuture.delayedExecutor(login.toMillis(), TimeUnit.MILLISECONDS);
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void loseNext(int commits) {
    losses.set(commits);
  }

  public int toLose() {
    return losses.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        join(socket.accept());
      } catch (IOException e) {
        // The proxy is closed, or the caller has closed its connection: continue with the next one.
      }
    }
  }

  private void join(Socket client) throws IOException {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      logins.execute(() -> Thread.ofVirtual().start(() -> pass(client, server, false)));
      Thread.ofVirtual().start(() -> pass(server, client, true));
    } catch (IOException e) {
      client.close();
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    var buffer = new byte[65536];
    try (from;
        to) {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
        if (answers
            && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT\0")
            && losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side is closed, so the other side is closed too.
      return;
    }
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
