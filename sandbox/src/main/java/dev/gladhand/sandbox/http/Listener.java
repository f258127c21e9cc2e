package dev.gladhand.sandbox.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Accepts connections on one port, each on its own virtual thread. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final long ACCEPT_PAUSE = 10_000_000L;

  private final String name;
  private final String host;
  private final int longestBody;
  private final Conversation conversation;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket server;

  private Listener(String name, String host, int port, int longestBody, Conversation conversation) {
    this.name = name;
    this.host = host;
    this.longestBody = longestBody;
    this.conversation = conversation;
    this.server = bind(host, port);
    this.port = server.getLocalPort();
  }

  /**
   * Opens a port, or any free one for 0, and serves connections to it until the listener is closed.
   */
  public static Listener open(
      String name, String host, int port, int longestBody, Conversation conversation) {
    var listener = new Listener(name, host, port, longestBody, conversation);
    listener.accepting(listener.server);
    return listener;
  }

  public String url() {
    return "http://" + host + ":" + port;
  }

  public int port() {
    return port;
  }

  /** The number of open connections. */
  public int connections() {
    return connections.size();
  }

  /** Closes the port, so that new connections are refused, and closes the open connections. */
  public synchronized void refuse() {
    closeQuietly(server);
    connections.forEach(Listener::closeQuietly);
  }

  /** Opens the same port again after {@link #refuse()}. */
  public synchronized void accept() {
    if (server.isClosed()) {
      server = bind(host, port);
      accepting(server);
    }
  }

  @Override
  public void close() {
    refuse();
  }

  private void accepting(ServerSocket open) {
    Thread.ofVirtual().name("sandbox-" + name).start(() -> acceptFrom(open));
  }

  private void acceptFrom(ServerSocket open) {
    while (!open.isClosed()) {
      try {
        Socket socket = open.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        if (open.isClosed()) {
          closeQuietly(socket);
        }
        Thread.ofVirtual().name("sandbox-" + name + "-connection").start(() -> serve(socket));
      } catch (IOException e) {
        // The process may be out of file handles. The next connection may succeed a moment later.
        LockSupport.parkNanos(ACCEPT_PAUSE);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket, longestBody, conversation).run();
    } catch (IOException _) {
      // The client has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  private static ServerSocket bind(String host, int port) {
    try {
      var server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(host, port), BACKLOG);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
    }
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException _) {
      // A socket that cannot be closed needs no further handling.
    }
  }
}
