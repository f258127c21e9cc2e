package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Catalogue;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.client.Values;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a caller sends makes the program fail: what is not taken is a 4xx. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class InputTest {
  private static final String CONNECTIONS = "/v2/integrations/connections";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Input Inc");
  }

  @AfterParameterizedClassInvocation
  void settle() {
    fleet.settle();
  }

  static List<Catalogue.Entry> entries() {
    return Catalogue.ALL;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void noValueOfAnyFieldIsA5xx(Catalogue.Entry entry) {
    var fields = new ArrayList<String>();
    entry.fields().forEach(field -> fields.add(field.name()));
    Json.names(Json.of(entry.base())).stream()
        .filter(field -> !fields.contains(field))
        .forEach(fields::add);
    for (var field : fields) {
      for (var value : Values.ALL) {
        if (kind == Stores.Kind.H2 && !Values.isForTheStore(value)) {
          // What is refused before the store is asked is seen on the other one.
          continue;
        }
        var reply = write(entry, Json.with(fleet.fill(entry.base()), field, value));
        Values.assertTaken(field, value, reply);
      }
    }
  }

  private Http.Reply write(Catalogue.Entry entry, String body) {
    return fleet.partner().send(entry.method(), fleet.fill(entry.path()), body);
  }

  /** A field's longest value that Samsara takes, and what is there to be cut off. */
  record Limit(Catalogue.Entry entry, String field, int shortest, int longest) {
    @Override
    public String toString() {
      return entry + " " + field;
    }
  }

  static Stream<Limit> limits() {
    var all = Catalogue.ALL;
    return Stream.of(
        new Limit(all.get(0), "vehicle_name", 1, 255),
        new Limit(all.get(0), "vin", 11, 17),
        new Limit(all.get(0), "license_plate_number", 0, 12),
        new Limit(all.get(0), "notes", 0, 255),
        new Limit(all.get(0), "external_id", 1, 255),
        new Limit(all.get(1), "vehicle_name", 1, 255),
        new Limit(all.get(1), "vin", 11, 17),
        new Limit(all.get(1), "license_plate_number", 0, 12),
        new Limit(all.get(1), "notes", 0, 255),
        new Limit(all.get(2), "trailer_name", 1, 255),
        new Limit(all.get(3), "license_plate_number", 0, 12),
        new Limit(all.get(3), "notes", 0, 255),
        new Limit(all.get(4), "username", 1, 189),
        new Limit(all.get(4), "phone_number", 0, 255),
        new Limit(all.get(4), "notes", 0, 4096),
        new Limit(all.get(4), "hos_ruleset_code", 1, 64),
        new Limit(all.get(5), "notes", 0, 4096),
        new Limit(all.get(6), "message_text", 1, 2500),
        new Limit(all.get(7), "message_text", 1, 2500));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsTakenAndOneCharacterOverIsRefused(Limit limit) {
    var letter = limit.field.equals("hos_ruleset_code") ? "A" : "x";
    assertEquals(202, sized(limit, letter, limit.longest).status(), limit::toString);
    assertEquals(422, sized(limit, letter, limit.longest + 1).status(), limit::toString);
    assertEquals(202, sized(limit, letter, limit.shortest).status(), limit::toString);
    if (limit.shortest > 0) {
      assertEquals(422, sized(limit, letter, limit.shortest - 1).status(), limit::toString);
    }
    if (limit.field.equals("notes") || limit.field.equals("message_text")) {
      // Characters, not UTF-16 units.
      assertEquals(202, sized(limit, "🚚", limit.longest).status(), limit::toString);
      assertEquals(422, sized(limit, "🚚", limit.longest + 1).status(), limit::toString);
    }
  }

  private Http.Reply sized(Limit limit, String letter, int length) {
    return write(
        limit.entry,
        Json.with(fleet.fill(limit.entry.base()), limit.field, '"' + letter.repeat(length) + '"'));
  }

  @Test
  void aThousandRecipientsAreTakenAndOneMoreIsNot() {
    assertEquals(202, earlier(1000).status());
    assertEquals(422, earlier(1001).status());
  }

  private Http.Reply earlier(int recipients) {
    var ids =
        IntStream.range(0, recipients).mapToObj(i -> '"' + String.valueOf(9000 + i) + '"').toList();
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"message_text\":\"m\",\"source_recipient_ids\":"
                    + ids
                    + "}"));
  }

  @Test
  void aPayloadOverAQuarterOfAMebibyteIsNotStored() {
    // Samsara's ids are shorter, which is told only of a payload that may be stored.
    assertEquals(422, longIds(900, "x".repeat(250)).status());
    var over = longIds(900, "é".repeat(250));
    assertEquals(413, over.status());
    Errors.assertBody("413", over);
    assertTrue(over.json().get("detail").asText().contains("262144 bytes"), over::toString);
  }

  private Http.Reply longIds(int recipients, String id) {
    var ids =
        IntStream.range(0, recipients)
            .mapToObj(i -> '"' + id + String.valueOf(1000 + i) + '"')
            .toList();
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"message_text\":\"m\",\"source_recipient_ids\":"
                    + ids
                    + "}"));
  }

  @Test
  void anIdIsNoSecondRecipientInCapitals() {
    var ana = fleet.id("ana");
    var both = "[\"" + ana + "\",\"" + ana.toUpperCase(java.util.Locale.ROOT) + "\"]";
    var body = Json.with(fleet.fill(Sample.GROUP_MESSAGE.body()), "recipient_ids", both);
    var refused =
        fleet.partner().send("POST", Sample.GROUP_MESSAGE.path(), body).expect(422).json();
    assertEquals("recipient_ids.1", refused.at("/detail/0/path").asText());
    assertEquals("not_unique", refused.at("/detail/0/error_type").asText());
  }

  @Test
  void aBodyOfOneMebibyteIsReadAndOneByteMoreIsNot() {
    var head = fleet.fill("{\"connection_id\":\"{connection}\",\"notes\":\"");
    var rest = (1 << 20) - head.length() - 2;
    var path = fleet.fill(Sample.VEHICLE_UPDATE.path());
    assertEquals(
        422, fleet.partner().send("PATCH", path, head + "x".repeat(rest) + "\"}").status());
    var over = fleet.partner().send("PATCH", path, head + "x".repeat(rest + 1) + "\"}");
    assertEquals(413, over.status());
    Errors.assertBody("413", over);
  }

  static List<String> wrongQueries() {
    return List.of(
        "is_sync=1",
        "is_sync=",
        "is_sync=TRUE",
        "is_sync=banana",
        "is_sync=true&is_sync=true",
        "dry_run=yes",
        "expires_in=0",
        "expires_in=604801",
        "expires_in=-1",
        "expires_in=1.5",
        "expires_in=9223372036854775808",
        "expires_in=60&is_sync=true",
        "is_sync=%00",
        "is_sync=%ff",
        "is_sync=true%20");
  }

  @ParameterizedTest
  @MethodSource("wrongQueries")
  void aMalformedQueryOfAWriteIsA400(String query) {
    for (var sample : List.of(Sample.MESSAGE, Sample.VEHICLE_UPDATE)) {
      var reply =
          fleet
              .partner()
              .send(
                  sample.method(),
                  fleet.fill(sample.path()) + "?" + query,
                  fleet.fill(sample.body()));
      assertEquals(400, reply.status(), () -> query + ": " + reply);
      Errors.assertBody(query, reply);
    }
  }

  static List<String> wrongListQueries() {
    return List.of(
        "size=0",
        "size=1001",
        "size=x",
        "cursor=nonsense",
        "cursor=%00",
        "sort_order=up",
        "status=done",
        "resource=boat",
        "operation=delete",
        "connection_id=1-1-1-1-1",
        "resource_id=x",
        "source_id=1",
        "from_datetime=yesterday",
        "from_datetime=2026-01-01T00:00:00Z&to_datetime=2026-03-01T00:00:00Z",
        "from_datetime=2026-02-01T00:00:00Z&to_datetime=2026-01-01T00:00:00Z",
        "fleet_refs=%00",
        "source_name=%ed%a0%80",
        "fleet_refs=a" + "&fleet_refs=b".repeat(100));
  }

  @ParameterizedTest
  @MethodSource("wrongListQueries")
  void aMalformedQueryOfTheListIsA400(String query) {
    var reply = fleet.partner().get(CONNECTIONS + "/resource-operations?" + query);
    assertEquals(400, reply.status(), () -> query + ": " + reply);
    Errors.assertBody(query, reply);
  }

  @Test
  void idempotencyKeysHaveALimit() {
    assertEquals(202, keyed("k".repeat(255)).status());
    assertEquals(400, keyed("k".repeat(256)).status());
    assertEquals(400, keyed("a b").status());
    assertEquals(400, keyed("\"\"").status());
  }

  private Http.Reply keyed(String key) {
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(Sample.MESSAGE.body()),
            "Idempotency-Key",
            key);
  }

  @Test
  void aRequestIdIsEchoedWhenItIsOne() {
    for (var id : List.of("a", "A-1_b.c", "x".repeat(128))) {
      assertEquals(id, withId(id));
    }
    for (var id : List.of("x".repeat(129), "a b", "é", "<script>", "a,b")) {
      var given = withId(id);
      assertTrue(given.matches("[A-Za-z0-9._-]{1,128}"), given);
      assertTrue(!given.equals(id));
    }
  }

  private String withId(String id) {
    return fleet.partner().send("GET", CONNECTIONS, "", "X-Request-ID", id).header("X-Request-ID");
  }
}
