package dev.gladhand.outbound;

import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures small exchanges a second over loopback: {@code ExchangeRate serve} prints a port, and
 * {@code ExchangeRate port [callers] [seconds] [rounds]} calls it from another process. With port 0
 * client and server share a process.
 */
final class ExchangeRate {
  private static final byte[] REPLY =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: 1234\r\n"
              + "Date: Fri, 20 Nov 2026 19:00:00 GMT\r\nContent-Length: 27\r\n\r\n"
              + "{\"data\":{\"id\":\"1234567890\"}}".substring(0, 27))
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] BODY =
      ("{\"driverIds\":[1234567890],\"text\":\"" + "message text ".repeat(12) + "\"}")
          .getBytes(StandardCharsets.UTF_8);

  private ExchangeRate() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("serve")) {
      try (var listener = listen()) {
        System.out.println(listener.getLocalPort());
        accept(listener);
      }
      return;
    }
    int port = Integer.parseInt(args[0]);
    if (port > 0) {
      call(args, port);
      return;
    }
    try (var listener = listen()) {
      Thread.ofVirtual().start(() -> accept(listener));
      call(args, listener.getLocalPort());
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  private static void call(String[] args, int port) throws InterruptedException {
    int callers = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 4;
    var target = "127.0.0.1:" + port;
    var policy = new TargetPolicy(new AllowedTargets(Set.of(target)));
    try (var client = new OutboundClient(policy, OutboundSettings.defaults())) {
      var uri = URI.create("http://" + target + "/v1/fleet/messages");
      for (int i = 0; i < rounds; i++) {
        double rate = round(client, uri, callers, seconds);
        System.out.printf(
            Locale.ROOT,
            "%,.0f exchanges/s, %d connections idle%n",
            rate,
            client.idleConnections());
      }
    }
  }

  private static double round(OutboundClient client, URI uri, int callers, int seconds)
      throws InterruptedException {
    var done = new LongAdder();
    var finished = new CountDownLatch(callers);
    var limits = OutboundLimits.of(Duration.ofSeconds(5), Duration.ofSeconds(20));
    long begun = System.nanoTime();
    long end = begun + Duration.ofSeconds(seconds).toNanos();
    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (System.nanoTime() < end) {
                  var request =
                      OutboundRequest.builder("POST", uri, limits)
                          .header(
                              "Authorization", "Bearer 0123456789012345678901234567890123456789")
                          .header("Content-Type", "application/json")
                          .body(BODY)
                          .build();
                  if (!(client.exchange(request) instanceof OutboundResult.Replied)) {
                    throw new IllegalStateException("an exchange failed");
                  }
                  done.increment();
                }
                finished.countDown();
              });
    }
    finished.await();
    return done.sum() * 1e9 / (System.nanoTime() - begun);
  }

  private static void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  /** Takes each request to be one read, which holds on loopback for one of this size. */
  private static void serve(Socket socket) {
    var buffer = new byte[8 * 1024];
    try (socket;
        InputStream in = socket.getInputStream();
        var out = socket.getOutputStream()) {
      while (in.read(buffer) > 0) {
        out.write(REPLY);
      }
    } catch (IOException _) {
      // The client hung up.
    }
  }
}
