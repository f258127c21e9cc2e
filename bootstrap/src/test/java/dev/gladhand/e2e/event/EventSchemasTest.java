package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The schemas of events, held against the events that a receiver gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventSchemasTest {
  private static final String PATH = "/v2/notifications/schemas";
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private World world;
  private Fleet fleet;
  private Partner partner;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Schemas Inc");
    partner = fleet.partner();
  }

  private Map<String, JsonNode> listed() {
    var schemas = new HashMap<String, JsonNode>();
    for (var item : partner.get(PATH).expect(200).json().get("items")) {
      assertFalse(item.get("description").asText().isEmpty(), item::toString);
      schemas.put(item.get("event_name").asText(), item.get("schema"));
    }
    return schemas;
  }

  @Test
  void everyEventHasOneThatStandsAlone() {
    var schemas = listed();
    for (var event :
        List.of(
            EventNames.OPERATION_CREATED,
            EventNames.OPERATION_SUCCEEDED,
            EventNames.OPERATION_FAILED,
            EventNames.WEBHOOK_STALED,
            EventNames.WEBHOOK_TEST)) {
      var schema = partner.get(PATH + "/" + event).expect(200).json();
      assertEquals(schemas.get(event), schema);
      assertEquals(event, schema.at("/properties/event_name/const").asText());
      assertFalse(schema.toString().contains("#/components"), event);
      for (var ref : schema.findValuesAsText("$ref")) {
        assertTrue(ref.startsWith("#/$defs/"), ref);
        assertTrue(schema.at(ref.substring(1)).isObject(), ref);
      }
    }
    assertEquals(404, partner.get(PATH + "/none.such").status());
    assertEquals(403, partner.withScopesBut("webhook:read").get(PATH).status());
  }

  @Test
  void eventsAreAsTheirSchemasSayAndNothingElseIs() {
    var box = Inbox.SHARED.box();
    Hook.of(partner, box, "resource_operation.*");
    Hook.of(partner, box, "connection.*");
    Hook.of(partner, box, "webhook.*").post("test").expect(202);
    fleet.ended(
        partner
            .send("POST", Sample.MESSAGE.path(), fleet.fill(Sample.MESSAGE.body()))
            .expect(202)
            .json());
    var connection = Route.C + "/" + partner.samsara(world.sandbox().samsaraUrl(), "");
    partner.send("PATCH", connection, "{\"description\":\"d\"}").expect(200);
    partner.send("POST", connection + "/pause", "").expect(200);
    partner.send("POST", connection + "/activate", "").expect(200);
    partner.send("DELETE", connection, "");
    var schemas = listed();
    for (var delivery : box.first(8)) {
      var schema = SCHEMAS.getSchema(schemas.get(delivery.event()));
      assertEquals("[]", schema.validate(delivery.json()).toString(), delivery::body);
      var other = delivery.body().replace("\"1.0\"", "\"0.9\"");
      assertFalse(schema.validate(Json.of(other)).isEmpty(), other);
      var bare = delivery.body().replace("\"data\"", "\"date\"");
      assertFalse(schema.validate(Json.of(bare)).isEmpty(), bare);
    }
  }
}
