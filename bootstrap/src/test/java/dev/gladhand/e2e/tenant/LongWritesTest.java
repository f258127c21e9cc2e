package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Victim;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partners have many writes waiting whose payloads are nearly as long as is allowed, in many lanes,
 * and have each told to several receivers. A node whose heap has no room for all the lanes' windows
 * and deliveries at once delivers them all, and another partner's writes meanwhile.
 */
@BothStores
@Slow
class LongWritesTest {
  private static final int PARTNERS = 3;
  private static final int LANES = 2;

  /** In one lane: 4 MiB, of which its window may have 256 KiB. */
  private static final int WRITES = 16;

  private static final int HOOKS = 2;
  private static final int RESUMED = 2;
  private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(3);

  private final Stores.Kind kind;

  LongWritesTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void longWritesInManyLanesEndNobodysDeliveries(@TempDir Path folder) throws Exception {
    try (var receiver = new Drain();
        var world =
            World.start(
                kind,
                folder,
                Map.of(
                    "GLADHAND_TSP_TIMEOUT", "5s",
                    "JAVA_TOOL_OPTIONS", "-Xmx128m"),
                Inbox.SHARED.target(),
                receiver.target())) {
      var victim = Victim.of(world);
      var lanes = new ArrayList<Lane>();
      for (var n = 0; n < PARTNERS; n++) {
        var hostile = subscribed(world, receiver, n);
        for (var lane = 0; lane < LANES; lane++) {
          lanes.add(new Lane(hostile, waiting(world, hostile)));
        }
      }
      victim.goesOn(1);
      // All lanes are read at the same time.
      world.node().kill();
      world.node().start();
      var resumed = lanes.subList(0, RESUMED);
      for (var lane : resumed) {
        resume(lane.partner, lane.connection);
        victim.goesOn(1);
      }
      receiver.open();
      for (var lane : resumed) {
        Await.until(
            "the writes of a lane have ended",
            DELIVERED_WITHIN,
            () -> pending(lane.partner, lane.connection).isEmpty());
        victim.goesOn(1);
      }
      Await.until(
          () -> "each write is told to each receiver: " + receiver.told.size(),
          DELIVERED_WITHIN,
          () -> receiver.told.size() == lanes.size() * WRITES * HOOKS);
      victim.goesOn(1);
    }
  }

  private record Lane(Partner partner, String connection) {}

  private static Partner subscribed(World world, Drain receiver, int number) {
    var partner = Partner.of(world.node(), "Long Inc " + number);
    for (var n = 0; n < HOOKS; n++) {
      partner
          .send(
              "POST",
              Route.W,
              "{\"url\":\"http://%s/%d/%d\",\"event_name\":\"resource_operation.*\"}"
                  .formatted(receiver.target(), number, n))
          .expect(201);
    }
    return partner;
  }

  /** A connection that lets one write a minute through, with writes that wait for it. */
  private static String waiting(World world, Partner partner) {
    var connection =
        partner.superOffice(
            world.sandbox().superOfficeUrl(),
            ",\"mode\":\"send_messages\",\"plugin\":\"sms\",\"rate_limit\":{\"per_minute\":1}");
    var line =
        "{\"connection_id\":\"%s\",\"mode\":\"group\",\"source_recipient_ids\":[%s],\"message_text\":\"m\"}\n"
            .formatted(
                connection,
                IntStream.range(0, 950)
                    .mapToObj(n -> '"' + "r".repeat(250) + (1000 + n) + '"')
                    .collect(Collectors.joining(",")));
    var told =
        partner
            .send(
                "POST",
                Route.T + "/messages/bulk",
                line.repeat(WRITES),
                "Content-Type",
                "application/x-ndjson")
            .expect(200)
            .raw()
            .body();
    assertEquals(
        WRITES,
        told.lines().filter(one -> one.contains("\"status\":202")).count(),
        () -> told.substring(0, Math.min(1000, told.length())));
    return connection;
  }

  private static void resume(Partner partner, String connection) {
    partner
        .send(
            "PATCH",
            Route.C + "/" + connection,
            "{\"settings\":{\"rate_limit\":{\"per_second\":100000}}}")
        .expect(200);
  }

  private static JsonNode pending(Partner partner, String connection) {
    return partner
        .get(Route.C + "/resource-operations?status=pending&size=1&connection_id=" + connection)
        .expect(200)
        .json()
        .get("items");
  }

  /**
   * A receiver that keeps nothing but which writes it was told of; answers each late until it is
   * opened.
   */
  private static final class Drain implements AutoCloseable {
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    private final Semaphore open = new Semaphore(0);
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Drain() throws IOException {
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
              if (open.tryAcquire(200, TimeUnit.MILLISECONDS)) {
                open.release();
              }
              if (exchange.getRequestHeaders().getFirst("X-Event-Type").endsWith(".created")) {
                told.add(
                    exchange.getRequestURI().getPath()
                        + exchange.getRequestHeaders().getFirst("webhook-id"));
              }
              exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }

    private String target() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void open() {
      open.release();
    }

    @Override
    public void close() {
      open();
      server.stop(0);
    }
  }
}
