package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what, as partners and the operator are told. */
@BothStores
class AuditTest {
  private static final String C = "/v2/integrations/connections";
  private static final String W = "/v2/notifications/webhooks";

  private final Stores.Kind kind;

  AuditTest(Stores.Kind kind) {
    this.kind = kind;
  }

  private static List<JsonNode> events(Partner partner, String query) {
    var items = new ArrayList<JsonNode>();
    partner.get("/v2/audit/events" + query).expect(200).json().get("items").forEach(items::add);
    return items;
  }

  private static List<String> actions(List<JsonNode> events) {
    return events.stream().map(event -> event.get("action").asText()).toList().reversed();
  }

  @Test
  void tellsOfEveryChangeAndNoValue() throws Exception {
    var world = World.shared(kind);
    var partner = Partner.of(world.node(), "Audited Inc");
    var admin = Partner.admin(world.node());
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var patch = "{\"description\":\"yard\",\"permissions\":{\"message\":\"read\"}}";
    partner.send("PATCH", C + "/" + connection, patch).expect(200);
    partner.send("POST", C + "/" + connection + "/pause", "").expect(200);
    partner.send("POST", C + "/" + connection + "/activate", "").expect(200);
    var hook =
        partner
            .send("POST", W, "{\"url\":\"https://example.com/a\",\"event_name\":\"webhook.*\"}")
            .expect(201)
            .json()
            .get("id")
            .asText();
    partner.send("POST", W + "/" + hook + "/rotate-secret", "").expect(200);
    partner.send("POST", W + "/" + hook + "/replay", "{}").expect(202);
    partner.send("DELETE", W + "/" + hook, "").expect(204);
    partner.send("DELETE", C + "/" + connection, "", "X-Request-ID", "the-last").expect(204);
    var told = events(partner, "");
    assertEquals(
        List.of(
            "partner.created",
            "connection.created",
            "connection.updated",
            "connection.paused",
            "connection.activated",
            "webhook.created",
            "webhook.secret_rotated",
            "webhook.replayed",
            "webhook.deleted",
            "connection.deleted"),
        actions(told));
    var last = told.getFirst();
    assertEquals("client", last.get("actor").get("kind").asText());
    assertEquals(partner.id(), last.get("partner_id").asText());
    assertEquals("the-last", last.get("request_id").asText());
    assertEquals("127.0.0.1", last.get("remote_address").asText());
    assertEquals("ok", last.get("outcome").asText());
    assertEquals("connection", last.get("object").get("type").asText());
    assertEquals(connection, last.get("object").get("id").asText());
    assertEquals("[\"description\",\"permissions\"]", told.get(7).get("changes").toString());
    assertEquals(Node.ADMIN, told.getLast().get("actor").get("id").asText());
    assertFalse(told.toString().contains("samsara-sandbox-token"));
    assertTrue(told.stream().allMatch(AuditTest::hashed));
    var other = Partner.of(world.node(), "Other Inc");
    assertEquals(List.of("partner.created"), actions(events(other, "")));
    assertEquals(List.of(), events(other, "?object_id=" + connection));
    assertEquals(5, events(admin, "?object_id=" + connection).size());
    assertEquals(List.of("webhook.created"), actions(events(partner, "?action=webhook.created")));
    partner.get("/v2/audit/events?action=nothing.done").expect(400);
    partner.get("/v2/audit/verify").expect(403);
    partner.withScopesBut("audit:read").get("/v2/audit/events").expect(403);
    pages(partner, told);
  }

  @Test
  void aPartnerThatWasMadeWithoutTheScopeIsGivenIt() {
    var node = World.shared(kind).node();
    var admin = Partner.admin(node);
    var partner = Partner.of(node, "Early Inc");
    var path = "/v2/admin/partners/" + partner.id();
    admin.send("PATCH", path, "{\"scopes\":[\"connection:read\"]}").expect(200);
    partner.get("/v2/audit/events").expect(401);
    var less = Partner.token(node, partner.clientId(), partner.clientSecret());
    partner.with(less).get("/v2/audit/events").expect(403);
    var given =
        admin
            .send("PATCH", path, "{\"scopes\":[\"connection:read\",\"audit:read\"]}")
            .expect(200)
            .json();
    assertEquals(List.of("audit:read", "connection:read"), sorted(given.get("scopes")));
    partner.with(less).get("/v2/integrations/tsps").expect(200);
    var more = partner.with(Partner.token(node, partner.clientId(), partner.clientSecret()));
    var told = events(more, "?action=partner.updated");
    assertEquals(2, told.size());
    assertEquals("[\"scopes\"]", told.getFirst().get("changes").toString());
    assertEquals(Node.ADMIN, told.getFirst().get("actor").get("id").asText());
    admin.send("PATCH", path, "{\"scopes\":[\"root\"]}").expect(422);
    admin.send("PATCH", path, "{\"scopes\":null}").expect(422);
    admin.send("PATCH", path, "{}").expect(422);
  }

  private static List<String> sorted(JsonNode texts) {
    var all = new ArrayList<String>();
    texts.forEach(text -> all.add(text.asText()));
    return all.stream().sorted().toList();
  }

  private static void pages(Partner partner, List<JsonNode> told) {
    var found = new ArrayList<JsonNode>();
    var next = "";
    do {
      var page = partner.get("/v2/audit/events?size=3" + next).expect(200).json();
      page.get("items").forEach(found::add);
      var cursor = page.get("next_page");
      next = cursor.isNull() ? "" : "&cursor=" + cursor.asText();
    } while (!next.isEmpty());
    assertEquals(told, found);
  }

  /** By what the documentation says of the hash. */
  private static boolean hashed(JsonNode event) {
    var text = canonical(event, true).getBytes(StandardCharsets.UTF_8);
    try {
      var sha = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(sha).equals(event.get("hash").asText());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String canonical(JsonNode value, boolean outermost) {
    if (!value.isObject()) {
      return value.toString();
    }
    var members = new TreeMap<String, String>();
    value
        .properties()
        .forEach(
            member -> {
              if (!outermost || !member.getKey().equals("hash")) {
                members.put(member.getKey(), canonical(member.getValue(), false));
              }
            });
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  @Test
  void tellsOfRetriesAndOfWrongSecretsUpToABound(@TempDir Path folder) throws Exception {
    try (var world = World.start(kind, folder, Map.of())) {
      var node = world.node();
      var partner = Partner.of(node, "Retried Inc");
      var admin = Partner.admin(node);
      var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
      var body =
          "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"m\"}"
              .formatted(
                  connection, partner.users(connection, List.of("9999999999999")).getFirst());
      var operation =
          partner.send("POST", Sample.MESSAGE.path(), body).expect(202).json().get("id").asText();
      partner.ended(connection, operation);
      var path = C + "/" + connection + "/resource-operations/" + operation + "/retry";
      partner.send("POST", path, "", "Idempotency-Key", "k").expect(202);
      partner.send("POST", path, "", "Idempotency-Key", "k").expect(202);
      assertEquals(
          List.of("operation.retried"), actions(events(partner, "?object_id=" + operation)));
      var id = admin.get("/v2/admin/partners").json().get("items").get(0).get("client_id");
      for (var i = 0; i < 14; i++) {
        Http.send(
            "POST",
            node.url() + "/oauth2/token",
            "grant_type=client_credentials&client_secret=wrong&client_id=" + id.asText(),
            Map.of("Content-Type", "application/x-www-form-urlencoded"));
      }
      var refused = events(partner, "?action=token.refused&actor=" + id.asText());
      assertEquals(10, refused.size());
      assertEquals("refused", refused.getFirst().get("outcome").asText());
      intact(world, admin);
    }
  }

  private static void intact(World world, Partner admin) throws Exception {
    var found = admin.get("/v2/audit/verify").expect(200).json();
    assertTrue(found.get("intact").asBoolean(), found::toString);
    assertTrue(found.get("first_broken").isNull());
    assertEquals(events(admin, "").size(), found.get("events").asInt());
    var alone = world.database().url().startsWith("jdbc:h2");
    if (alone) {
      // The node has the file to itself.
      assertEquals(0, world.node().terminate(), world.node()::log);
    }
    var database = world.database();
    try (var sql =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = sql.createStatement()) {
      assertEquals(
          1, statement.executeUpdate("update audit_event set actor_id = 'x' where position = 2"));
    }
    if (alone) {
      world.node().start();
    }
    found = admin.get("/v2/audit/verify").expect(200).json();
    assertFalse(found.get("intact").asBoolean());
    var second = events(admin, "").reversed().get(1).get("id").asText();
    assertEquals(second, found.get("first_broken").asText());
  }
}
