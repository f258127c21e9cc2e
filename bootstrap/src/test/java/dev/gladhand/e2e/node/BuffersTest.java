package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory of the server's buffers is reused, so that long bodies do not stop other requests. */
class BuffersTest {
  private static final int LONG = 900_000;
  private static final int BODIES = 20;

  /** The classes of a running node, with the number of their objects. */
  private static String classes(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram", "-all")
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void longBodiesAreReadIntoPooledMemory() throws IOException {
    var world = World.shared(Stores.Kind.H2);
    var fleet = Fleet.atSamsara(world, "Long Inc");
    var body =
        fleet.fill("{\"connection_id\":\"{connection}\",\"message_text\":\"")
            + "x".repeat(LONG)
            + "\"}";
    IntStream.range(0, BODIES)
        .mapToObj(_ -> fleet.partner().send("POST", Route.T + "/messages", body))
        .map(Http.Reply::status)
        .forEach(status -> assertEquals(422, status));
    var classes = classes(world.node().pid());
    assertTrue(
        classes.lines().anyMatch(line -> line.endsWith(" io.netty.buffer.PoolChunk")), classes);
    assertTrue(
        classes
            .lines()
            .noneMatch(line -> line.contains("io.netty.buffer.AdaptivePoolingAllocator$")),
        classes);
  }
}
