package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read of one lane, or told of one write, holds up no other. */
class UnreadableTest {
  private static final String MESSAGE =
      "{\"connection_id\":\"%s\",\"source_recipient_ids\":[\""
          + World.ANA
          + "\"],\"message_text\":\"w\"}";

  @Test
  void aWriteThatCannotBeReadHoldsUpNoOtherLaneAndNoOtherEvents(@TempDir Path folder)
      throws SQLException {
    try (var world =
        World.start(
            Stores.Kind.POSTGRESQL,
            folder,
            Map.of("GLADHAND_WEBHOOK_SCHEDULE", "0s,200ms,200ms,1h"),
            Inbox.SHARED.target())) {
      var hostile = Partner.of(world.node(), "Odd Inc");
      var down = Inbox.SHARED.box();
      down.answers(503);
      Hook.of(hostile, down, "resource_operation.*");
      var slow =
          hostile.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
      post(hostile, slow);
      var stuck = post(hostile, slow);
      var other = hostile.samsara(world.sandbox().samsaraUrl(), "");
      var victim = Partner.of(world.node(), "Victim Inc");
      var connection = victim.samsara(world.sandbox().samsaraUrl(), "");
      var box = Inbox.SHARED.box();
      Hook.of(victim, box, "resource_operation.*");

      world.node().kill();
      spoil(world.database(), stuck);
      world.node().start();

      hostile
          .send(
              "PATCH", Route.C + "/" + slow, "{\"settings\":{\"rate_limit\":{\"per_second\":100}}}")
          .expect(200);
      for (var n = 0; n < 3; n++) {
        succeeds(victim, connection);
        succeeds(hostile, other);
      }
      for (var told : box.first(6)) {
        assertEquals("1", told.header("X-Delivery-Attempt"));
      }
      Await.until(
          "the log names the lane",
          Partner.SOON,
          () -> world.node().log().contains("lane " + slow + " cannot be read"));
    }
  }

  private static String post(Partner as, String connection) {
    return as.send("POST", Sample.MESSAGE.path(), MESSAGE.formatted(connection))
        .expect(202)
        .json()
        .get("id")
        .asText();
  }

  private static void succeeds(Partner as, String connection) {
    var ended = as.ended(connection, post(as, connection));
    assertEquals("success", ended.get("status").asText(), ended::toString);
  }

  /** As a later version would leave it that knows more fields. */
  private static void spoil(Stores.Database database, String operation) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement =
            connection.prepareStatement(
                "update operation set payload = '{\"of_tomorrow\":1}' where id = ?::uuid")) {
      statement.setString(1, operation);
      assertEquals(1, statement.executeUpdate());
    }
  }
}
