package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partners send as much at once as they may; a node with little memory keeps no more than it can.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class BodiesInMemoryTest {
  private static final int LONGEST = 8 * 1024 * 1024;
  private static final int HOSTILE = 5;

  private World world;
  private Fleet victim;
  private List<Fleet> hostile;

  @BeforeAll
  void start(@TempDir Path folder) {
    world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m"));
    victim = Fleet.atSamsara(world, "Victim Inc");
    hostile =
        IntStream.range(0, HOSTILE)
            .mapToObj(n -> Fleet.atSamsara(world, "Heavy Inc " + n))
            .toList();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static String imports(Fleet fleet) {
    return Route.C + "/" + fleet.connection() + "/references";
  }

  /** As many entries as an import may have, and as long as it may be. */
  private static String entries() {
    var all =
        IntStream.range(0, 10_000)
            .mapToObj(n -> Fleet.reference("user", "u".repeat(240) + n))
            .collect(Collectors.joining(",", "[", ""));
    return all + " ".repeat(LONGEST - all.length() - 1) + "]";
  }

  private void goesOn() {
    victim
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            victim.fill(
                "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"w\"}"))
        .expect(202);
    victim.partner().references(victim.connection(), List.of(Fleet.reference("user", World.ANA)));
  }

  @Test
  void manyLongImportsAtOnceAreRefusedPastTheBoundAndEndNoNode() throws Exception {
    var body = entries();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          IntStream.range(0, 6 * HOSTILE)
              .mapToObj(n -> hostile.get(n % HOSTILE))
              .map(one -> threads.submit(() -> one.partner().send("PUT", imports(one), body)))
              .toList();
      for (var n = 0; n < 10; n++) {
        goesOn();
      }
      for (var reply : replies) {
        var status = reply.get().status();
        assertTrue(List.of(200, 429, 503).contains(status), reply.get()::toString);
        if (status != 200) {
          assertTrue(reply.get().toString().contains("memory"), reply.get()::toString);
          assertEquals("1", reply.get().header("Retry-After"));
        }
      }
    }
    goesOn();
  }

  @Test
  void bodiesThatTrickleKeepNobodyElsesOut() throws IOException {
    var open = new ArrayList<Socket>();
    try {
      for (var one : hostile) {
        open.add(nearlySent(one));
      }
      for (var n = 0; n < 10; n++) {
        goesOn();
      }
      var long100 = "m".repeat(100_000);
      assertEquals(
          422,
          victim
              .partner()
              .send("POST", Sample.MESSAGE.path(), "{\"message_text\":\"" + long100 + "\"}")
              .status());
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  /** An import of which the last bytes do not come. */
  private Socket nearlySent(Fleet fleet) throws IOException {
    var node = URI.create(world.node().url());
    var socket = new Socket(InetAddress.ofLiteral(node.getHost()), node.getPort());
    var head =
        "PUT %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(imports(fleet), fleet.partner().token(), LONGEST);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    var piece = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    try {
      for (var n = 0; n < LONGEST / piece.length - 1; n++) {
        socket.getOutputStream().write(piece);
      }
    } catch (IOException e) {
      // It was refused in the middle.
    }
    return socket;
  }
}
