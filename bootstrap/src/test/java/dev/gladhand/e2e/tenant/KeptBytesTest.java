package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.ShiftedClock;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partner that fills the store is refused its writes, and nobody else is. What is young is not
 * counted yet: the node starts again with its clock, which is that of its H2 too, set ahead.
 */
@Slow
class KeptBytesTest {
  private static final long MIB = 1 << 20;
  private static final int RECIPIENTS = 1000;

  @Test
  void aPartnerThatFillsTheStoreWritesNoMore(@TempDir Path folder) {
    var settings = new HashMap<>(Map.of("GLADHAND_PARTNER_KEPT_MB", "1"));
    try (var world = World.start(Stores.Kind.H2, folder, settings)) {
      var full = Partner.of(world.node(), "Full Inc");
      var connection = full.samsara(world.sandbox().samsaraUrl(), "");
      var message = message(full, connection);
      var group = group(full, connection);
      // Each payload names its recipients by ids of 36 characters.
      for (var sent = 0L; sent < MIB; sent += 36L * RECIPIENTS) {
        full.send("POST", Route.T + "/group-messages", group).expect(202);
      }
      world.node().close();
      settings.putAll(ShiftedClock.by(Duration.ofMinutes(5), folder));
      try (var later = world.another(settings)) {
        Await.until("the operations are counted", Partner.SOON, () -> bytes(later, full) >= MIB);
        var refused = full.at(later);
        assertRefused(refused.send("POST", Route.T + "/messages", message));
        assertRefused(refused.send("POST", Route.T + "/messages?is_sync=true", message));
        var other = Partner.of(later, "Others Inc");
        var theirs = other.samsara(world.sandbox().samsaraUrl(), "");
        other.send("POST", Route.T + "/messages", message(other, theirs)).expect(202);
        assertEquals(0, bytes(later, other));
      }
    }
  }

  private static void assertRefused(Http.Reply reply) {
    reply.expect(429);
    var detail = reply.json().at("/detail/message").asText();
    assertTrue(detail.contains("GLADHAND_PARTNER_KEPT_MB"), detail);
  }

  private static long bytes(Node node, Partner partner) {
    var list = Partner.admin(node).send("GET", "/v2/admin/partners", "").expect(200).json();
    assertEquals(MIB, list.at("/caps/kept_bytes").asLong());
    for (JsonNode one : list.get("items")) {
      if (one.get("id").asText().equals(partner.id())) {
        return one.get("kept_bytes").asLong();
      }
    }
    throw new AssertionError("the partner is not listed: " + list);
  }

  private static String message(Partner partner, String connection) {
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"m\"}"
        .formatted(connection, driver);
  }

  private static String group(Partner partner, String connection) {
    var users =
        partner.references(
            connection,
            IntStream.range(0, RECIPIENTS)
                .mapToObj(n -> Fleet.reference("user", Long.toString(281474976700000000L + n)))
                .toList());
    return "{\"connection_id\":\"%s\",\"sender_id\":\"%s\",\"recipient_ids\":%s,\"message_text\":\"m\"}"
        .formatted(
            connection,
            users.getFirst(),
            users.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")));
  }
}
