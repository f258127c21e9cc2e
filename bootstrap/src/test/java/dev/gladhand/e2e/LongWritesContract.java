package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
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
 * A partner has many writes waiting whose payloads are nearly as long as is allowed, in many lanes,
 * and has each told to several receivers. A node with little memory delivers them all, and another
 * partner's writes meanwhile.
 */
abstract class LongWritesContract {
  private static final int LANES = 8;
  private static final int WRITES = 10;
  private static final int HOOKS = 2;
  private static final int RESUMED = 2;
  private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(3);

  private final Stores.Kind kind;

  LongWritesContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void longWritesOfOnePartnerEndNobodysDeliveries(@TempDir Path folder) throws Exception {
    try (var receiver = new Drain();
        var world =
            World.start(
                kind,
                folder,
                Map.of(
                    "GLADHAND_TSP_TIMEOUT", "5s",
                    "JAVA_TOOL_OPTIONS", "-Xmx256m"),
                Inbox.SHARED.target(),
                receiver.target())) {
      var victim = Fleet.atSamsara(world, "Victim Inc");
      var box = Inbox.SHARED.box();
      Hook.of(victim.partner(), box, "resource_operation.*");
      var hostile = Partner.of(world.node(), "Long Inc");
      for (var n = 0; n < HOOKS; n++) {
        hostile
            .send(
                "POST",
                Route.W,
                "{\"url\":\"http://%s/%d\",\"event_name\":\"resource_operation.*\"}"
                    .formatted(receiver.target(), n))
            .expect(201);
      }
      var connections = new ArrayList<String>();
      for (var n = 0; n < LANES; n++) {
        connections.add(waiting(world, hostile));
      }
      goesOn(victim, box);
      // All lanes are read at the same time.
      world.node().kill();
      world.node().start();
      var resumed = connections.subList(0, RESUMED);
      for (var connection : resumed) {
        resume(hostile, connection);
        goesOn(victim, box);
      }
      receiver.open();
      for (var connection : resumed) {
        Await.until(
            "the writes of a lane have ended",
            DELIVERED_WITHIN,
            () -> pending(hostile, connection).isEmpty());
        goesOn(victim, box);
      }
      Await.until(
          () -> "each write is told to each receiver: " + receiver.told.size(),
          DELIVERED_WITHIN,
          () -> receiver.told.size() == LANES * WRITES * HOOKS);
      goesOn(victim, box);
    }
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

  private static void goesOn(Fleet victim, Inbox.Box box) {
    var before = box.all().size();
    var id =
        victim
            .partner()
            .send(
                "POST",
                Sample.MESSAGE.path(),
                victim.fill(
                    "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"work\"}"))
            .expect(202)
            .json()
            .get("id")
            .asText();
    var ended = victim.partner().ended(victim.connection(), id);
    assertEquals("success", ended.get("status").asText(), ended::toString);
    box.first(before + 2);
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
