package dev.gladhand.testkit.tsp.sample;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A TSP on a real local socket. It keeps the requests and does, byte by byte, what a test says. */
public final class FakeTsp implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread acceptor;
  private volatile Function<Received, Reaction> script = _ -> Reaction.reply(200, "{}");
  private final List<Received> asides = new CopyOnWriteArrayList<>();
  private volatile Function<Received, @Nullable Reaction> aside = _ -> null;
  private volatile boolean cutsAtOnce;

  public FakeTsp() {
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A platform thread, because its accept ends for certain when the listener is closed.
    acceptor = Thread.ofPlatform().daemon().name("fake-tsp").start(this::accept);
  }

  public String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  public String url() {
    return "http://" + hostAndPort();
  }

  /** Sets the reaction to each request from now on. */
  public void answersEach(Function<Received, Reaction> next) {
    cutsAtOnce = false;
    script = next;
  }

  public void answers(Reaction always) {
    answersEach(_ -> always);
  }

  /**
   * Sets the reactions to requests that do not count as calls of a write, such as reads of facts;
   * they are kept in {@link #asidesReceived} and not in {@link #received}.
   *
   * @param answers gives null for a request that is to be answered as usual
   */
  public void asides(Function<Received, @Nullable Reaction> answers) {
    aside = answers;
  }

  /** The separately answered requests so far, oldest first. */
  public List<Received> asidesReceived() {
    return List.copyOf(asides);
  }

  /** From now on, closes every connection before a byte of it is read. */
  public void cutsEveryConnection() {
    cutsAtOnce = true;
  }

  /** The requests so far, oldest first. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  public void forget() {
    received.clear();
    asides.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("fake-tsp-peer").start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var peer = new Peer(socket);
      if (cutsAtOnce) {
        peer.reset();
        return;
      }
      var in = new BufferedInputStream(socket.getInputStream());
      var more = true;
      while (more) {
        var request = read(in);
        if (request == null) {
          return;
        }
        if (cutsAtOnce) {
          peer.reset();
          return;
        }
        var apart = aside.apply(request);
        (apart == null ? received : asides).add(request);
        more = (apart == null ? script.apply(request) : apart).on(peer);
      }
    } catch (IOException _) {
      // The client has closed the connection, which many tests want.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Received read(InputStream in) throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var parts = first.split(" ", 3);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    var length = headers.getOrDefault("content-length", List.of("0")).getFirst();
    return new Received(parts[0], parts[1], headers, in.readNBytes(Integer.parseInt(length)));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      listener.close();
      for (var socket : open) {
        socket.close();
      }
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The TSP's end of one network connection, with which a test answers. */
  public final class Peer {
    private final Socket socket;

    private Peer(Socket socket) {
      this.socket = socket;
    }

    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Resets the connection with a RST. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Returns when the client has closed the connection. */
    public void untilTheClientLeaves() throws IOException {
      var sink = new byte[1024];
      var read = 0;
      while (read >= 0) {
        read = socket.getInputStream().read(sink);
      }
    }

    /** Waits; false if the TSP itself is closing. */
    public boolean pause(Duration time) throws IOException {
      try {
        return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
    }
  }
}
