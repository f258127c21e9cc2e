package dev.gladhand.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Repeats one HTTP request over connections that stay open, and measures how fast the answers come.
 */
final class Load {
  /** The results of a run; latencies in microseconds. */
  record Result(double perSecond, long errors, Histogram micros) {
    double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public String toString() {
      return "%.0f/s, p50 %.2f ms, p99 %.2f ms, errors %d"
          .formatted(perSecond, millis(50), millis(99), errors);
    }
  }

  private Load() {}

  static byte[] post(String path, String body, String... headers) {
    var head =
        new StringBuilder(
            "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
    for (var i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("Content-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\n\r\n");
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  static Result run(int port, byte[] request, int expected, int connections, Duration time) {
    var micros = new ConcurrentHistogram(60_000_000, 3);
    var done = new LongAdder();
    var errors = new LongAdder();
    var end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < connections; i++) {
        threads.submit(
            () -> {
              try (var line = new Line(port)) {
                while (System.nanoTime() < end) {
                  var begun = System.nanoTime();
                  var status = line.exchange(request);
                  micros.recordValue((System.nanoTime() - begun) / 1000);
                  (status == expected ? done : errors).increment();
                }
              } catch (IOException e) {
                errors.increment();
              }
            });
      }
    }
    return new Result(done.sum() / (time.toMillis() / 1e3), errors.sum(), micros);
  }

  /** Sends this number of requests in all, as fast as the connections allow. */
  static void send(int port, byte[] request, int connections, int count) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new java.util.ArrayList<Callable<Void>>();
      for (var i = 0; i < connections; i++) {
        var share = count / connections + (i < count % connections ? 1 : 0);
        all.add(
            () -> {
              try (var line = new Line(port)) {
                for (var n = 0; n < share; n++) {
                  var status = line.exchange(request);
                  if (status != 202) {
                    throw new IOException("status " + status);
                  }
                }
              }
              return null;
            });
      }
      for (var one : threads.invokeAll(all)) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One HTTP connection to a local port, which stays open between requests. */
  static final class Line implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedInputStream in;

    Line(int port) {
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Sends a request and returns the status; the body is read and ignored. */
    int exchange(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      var status = Integer.parseInt(line().substring(9, 12));
      var length = 0;
      for (var header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private String line() throws IOException {
      var line = new StringBuilder(64);
      for (var c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("the connection ended");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
