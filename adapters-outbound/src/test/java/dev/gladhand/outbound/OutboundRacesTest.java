package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.OutboundResult.Failed;
import dev.gladhand.outbound.OutboundResult.Replied;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboundRacesTest {
  /** Echoes the id of a request, late by as many microseconds as the request says. */
  private static RawServer echo() throws Exception {
    return new RawServer(
        peer -> {
          for (var request = peer.request(); request != null; request = peer.request()) {
            var path = request.split(" ", -1)[1].split("/", -1);
            LockSupport.parkNanos(Long.parseLong(path[2]) * 1_000);
            peer.send(
                "HTTP/1.1 200 OK\r\nContent-Length: " + path[1].length() + "\r\n\r\n" + path[1]);
          }
        });
  }

  @Test
  void aDeadlineNeverHitsAnotherExchange() throws Exception {
    try (var server = echo();
        var client = ClientFixture.client(server);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ids = new AtomicInteger();
      var replies = new AtomicInteger();
      var timeouts = new AtomicInteger();
      List<Callable<Boolean>> callers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        var random = new Random(i);
        callers.add(
            () -> {
              for (int n = 0; n < 60; n++) {
                int id = ids.incrementAndGet();
                // Half of the exchanges end about when their deadline does, the others are patient.
                boolean hasty = random.nextBoolean();
                var limits = hasty ? PATIENT.withDeadline(Duration.ofMillis(10)) : PATIENT;
                var uri = server.uri("/" + id + "/" + (hasty ? random.nextInt(20_000) : 100));
                var request = OutboundRequest.builder("GET", uri, limits).build();
                switch (client.exchange(request)) {
                  case Replied replied -> {
                    assertEquals(Integer.toString(id), replied.body().text());
                    replies.incrementAndGet();
                  }
                  case Failed failed -> {
                    assertEquals(FailureKind.TIMEOUT, failed.kind(), failed::toString);
                    assertTrue(hasty);
                    timeouts.incrementAndGet();
                  }
                }
              }
              return true;
            });
      }
      for (var caller : threads.invokeAll(callers)) {
        assertTrue(caller.get());
      }
      assertEquals(32 * 60, replies.get() + timeouts.get());
      assertTrue(replies.get() > 0 && timeouts.get() > 0);
    }
  }

  @Test
  void noRequestArrivesTwiceAndNoneArrivesThatWasNotSent() throws Exception {
    var arrivals = new ConcurrentHashMap<String, AtomicInteger>();
    // Hangs up after every third reply, sometimes while the next request is on its way.
    try (var server =
            new RawServer(
                peer -> {
                  for (int i = 0; i < 3; i++) {
                    var request = peer.request();
                    if (request == null) {
                      return;
                    }
                    arrivals
                        .computeIfAbsent(request.split(" ", -1)[1], _ -> new AtomicInteger())
                        .incrementAndGet();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        var client = ClientFixture.client(server);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> callers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int caller = i;
        callers.add(
            () -> {
              for (int n = 0; n < 100; n++) {
                var path = "/" + caller + "/" + n;
                var request = OutboundRequest.builder("POST", server.uri(path), PATIENT).build();
                var result = client.exchange(request);
                int arrived = arrivals.getOrDefault(path, new AtomicInteger()).get();
                switch (result) {
                  case Replied _ -> assertEquals(1, arrived);
                  case Failed failed ->
                      assertTrue(arrived <= (failed.requestMayHaveBeenSent() ? 1 : 0));
                }
              }
              return true;
            });
      }
      for (var caller : threads.invokeAll(callers)) {
        assertTrue(caller.get());
      }
      arrivals.forEach((path, count) -> assertEquals(1, count.get(), path));
    }
  }

  @Test
  void atMostSoManyExchangesRunAtATarget() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    try (var server =
            new RawServer(
                peer -> {
                  while (peer.request() != null) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000_000);
                    now.decrementAndGet();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        var client = ClientFixture.client(server, OutboundSettings.defaults().withPool(4, 100));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<OutboundResult>> callers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        callers.add(
            () ->
                client.exchange(OutboundRequest.builder("GET", server.uri("/"), PATIENT).build()));
      }
      for (var caller : threads.invokeAll(callers)) {
        ClientFixture.replied(caller.get());
      }
      assertTrue(most.get() <= 4);
      assertTrue(server.connections() <= 4);
    }
  }

  @Test
  void aTargetThatIsLeftLeavesNothingBehind() throws Exception {
    try (var server =
            RawServer.answering(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        var client =
            new OutboundClient(
                new TargetPolicy(new AllowedTargets(names(server.port()))),
                OutboundSettings.defaults(),
                _ -> List.of(InetAddress.getLoopbackAddress()))) {
      for (int i = 0; i < 20; i++) {
        var uri = URI.create("http://host" + i + ".example.com:" + server.port() + "/");
        ClientFixture.replied(
            client.exchange(OutboundRequest.builder("GET", uri, PATIENT).build()));
      }
      await(() -> client.targets() == 0);
    }
  }

  private static Set<String> names(int port) {
    return IntStream.range(0, 20)
        .mapToObj(i -> "host" + i + ".example.com:" + port)
        .collect(Collectors.toSet());
  }

  @Test
  void aCallerWhoIsInterruptedWhileWaitingTakesNoPlace() throws Exception {
    var answer = new CountDownLatch(1);
    try (var server =
            new RawServer(
                peer -> {
                  while (peer.request() != null) {
                    answer.await();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        var client = ClientFixture.client(server, OutboundSettings.defaults().withPool(1, 1));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var request = OutboundRequest.builder("GET", server.uri("/"), PATIENT).build();
      var first = threads.submit(() -> client.exchange(request));
      server.requests.take();
      for (int i = 0; i < 50; i++) {
        var result = new CompletableFuture<OutboundResult>();
        var waiting = Thread.ofVirtual().start(() -> result.complete(client.exchange(request)));
        if (i % 2 == 0) {
          await(
              () ->
                  waiting.getState() == Thread.State.WAITING
                      || waiting.getState() == Thread.State.TIMED_WAITING);
        }
        waiting.interrupt();
        ClientFixture.failed(FailureKind.CANCELLED, false, result.get());
      }
      answer.countDown();
      ClientFixture.replied(first.get());
      ClientFixture.replied(client.exchange(request));
    }
  }

  private static void await(BooleanSupplier condition) {
    long by = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < by, "the condition was not met within its time");
      LockSupport.parkNanos(1_000_000);
    }
  }
}
