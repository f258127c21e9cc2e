package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What a language model does through the protocol's own client, and what it may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class McpTest {
  private static final String PATH = "/mcp";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Models Inc");
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private static McpSyncClient client(Partner as) {
    var transport =
        HttpClientStreamableHttpTransport.builder(as.url())
            .endpoint(PATH)
            .openConnectionOnStartup(false)
            .customizeRequest(request -> request.header("Authorization", "Bearer " + as.token()))
            .build();
    var client = McpClient.sync(transport).requestTimeout(Duration.ofMinutes(1)).build();
    client.initialize();
    return client;
  }

  /** What a tool answers; its text is JSON. */
  private record Told(boolean error, JsonNode json) {}

  private static Told call(McpSyncClient client, String tool, String arguments) {
    try {
      var result =
          client.callTool(
              new McpSchema.CallToolRequest(
                  tool,
                  Http.JSON.readValue(arguments, new TypeReference<Map<String, Object>>() {})));
      var text = ((McpSchema.TextContent) result.content().getFirst()).text();
      return new Told(Boolean.TRUE.equals(result.isError()), Http.JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode ok(McpSyncClient client, String tool, String arguments) {
    var told = call(client, tool, arguments);
    assertFalse(told.error(), told::toString);
    return told.json();
  }

  private static JsonNode refused(int code, McpSyncClient client, String tool, String arguments) {
    var told = call(client, tool, arguments);
    assertTrue(told.error(), told::toString);
    assertEquals(code, told.json().get("code").asInt(), told::toString);
    return told.json().get("detail");
  }

  private String write(String text, String more) {
    return fleet.fill(
        """
        {"resource":"message","body":{"connection_id":"{connection}","recipient_id":"{ana}",
         "message_text":"%s"}%s}"""
            .formatted(text, more));
  }

  private String operation(String id, String more) {
    return fleet
        .fill("{\"connection_id\":\"{connection}\",\"operation_id\":\"%s\"%s}")
        .formatted(id, more);
  }

  @Test
  void aModelLooksPreviewsAsksAndWritesOnce() {
    try (var client = client(fleet.partner())) {
      assertEquals("gladhand", client.getServerInfo().name());
      var names = new TreeSet<String>();
      client.listTools().tools().forEach(tool -> names.add(tool.name()));
      assertEquals(
          new TreeSet<>(
              List.of(
                  "list_connections",
                  "describe_write",
                  "list_operations",
                  "explain_operation",
                  "preview_write",
                  "submit_write",
                  "retry_operation")),
          names);
      var connections = ok(client, "list_connections", "{}").get("connections");
      assertEquals(fleet.connection(), connections.get(0).get("id").asText());
      assertFalse(connections.get(0).has("credentials"));
      var schema =
          ok(
              client,
              "describe_write",
              fleet.fill(
                  "{\"connection_id\":\"{connection}\",\"resource\":\"message\",\"operation\":\"create\"}"));
      assertTrue(schema.get("supported").asBoolean());
      assertTrue(schema.at("/schema/properties/message_text").isObject(), schema::toString);

      var before = fleet.lastRequest();
      var preview = ok(client, "preview_write", write("by a model", ""));
      assertTrue(preview.toString().contains("/v1/fleet/messages"), preview::toString);
      var faults =
          refused(
              422,
              client,
              "submit_write",
              write("by a model", ",\"idempotency_key\":\"m-1\",\"confirm\":false"));
      assertEquals("confirm", faults.get(0).get("path").asText());
      refused(422, client, "submit_write", write("by a model", ",\"confirm\":true"));
      assertEquals(List.of(), fleet.writesSince(before));

      var confirmed = write("by a model", ",\"idempotency_key\":\"m-1\",\"confirm\":true");
      var accepted = ok(client, "submit_write", confirmed);
      fleet.ended(accepted);
      assertEquals(accepted.get("id"), ok(client, "submit_write", confirmed).get("id"));
      assertEquals(1, fleet.writesSince(before).size());
      var ended = ok(client, "explain_operation", operation(accepted.get("id").asText(), ""));
      assertEquals("success", ended.get("status").asText());
      assertEquals("The provider has applied the write.", ended.get("explanation").asText());
      var listed = ok(client, "list_operations", "{\"size\":1,\"resource\":\"message\"}");
      assertEquals(accepted.get("id"), listed.at("/operations/0/id"));
    }
  }

  @Test
  void aModelIsToldWhyAWriteFailedAndRetriesItOnce() {
    try (var client = client(fleet.partner())) {
      world
          .sandbox()
          .faults()
          .add(
              FaultRule.once(new Fault.Respond(400, List.of(), "{\"message\":\"no\"}", false))
                  .provider("samsara")
                  .method("POST"));
      var failed =
          fleet.ended(
              ok(
                  client,
                  "submit_write",
                  write("refused once", ",\"idempotency_key\":\"m-2\",\"confirm\":true")));
      var id = failed.get("id").asText();
      var explained = ok(client, "explain_operation", operation(id, ""));
      assertTrue(
          explained.get("explanation").asText().contains("A retry cannot apply it twice"),
          explained::toString);
      refused(422, client, "retry_operation", operation(id, ",\"idempotency_key\":\"r-1\""));
      var again = operation(id, ",\"idempotency_key\":\"r-1\",\"confirm\":true");
      var retried = ok(client, "retry_operation", again);
      assertEquals(id, retried.get("retried_from").asText());
      assertEquals("success", fleet.ended(retried).get("status").asText());
      assertEquals(retried.get("id"), ok(client, "retry_operation", again).get("id"));
    }
  }

  @Test
  void aToolAsksForItsScopeAndShowsNothingOfOthers() {
    var other = Fleet.atSamsara(world, "Other Models Inc");
    var theirs =
        other
            .partner()
            .send(
                Sample.MESSAGE.method(),
                other.fill(Sample.MESSAGE.path()),
                other.fill(Sample.MESSAGE.body()))
            .expect(202)
            .json()
            .get("id")
            .asText();
    try (var client = client(fleet.partner())) {
      refused(
          404,
          client,
          "explain_operation",
          other.fill("{\"connection_id\":\"{connection}\",\"operation_id\":\"" + theirs + "\"}"));
      refused(
          404,
          client,
          "preview_write",
          other.fill(
              "{\"resource\":\"message\",\"body\":{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"x\"}}"));
      for (var size : List.of(1, 50)) {
        var all = ok(client, "list_operations", "{\"size\":" + size + "}");
        assertFalse(all.toString().contains(theirs));
      }
    }
    try (var client = client(fleet.partner().withScopesBut("telematics:write"))) {
      assertEquals(
          "the token lacks the scope telematics:write",
          refused(403, client, "preview_write", write("x", "")).asText());
      assertEquals(
          "the token lacks the scope telematics:write",
          refused(
                  403,
                  client,
                  "retry_operation",
                  operation(theirs, ",\"idempotency_key\":\"k\",\"confirm\":true"))
              .asText());
      ok(client, "list_connections", "{}");
    }
    try (var client = client(Partner.admin(world.node()))) {
      refused(403, client, "list_connections", "{}");
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    try (var client = client(fleet.partner())) {
      var faults =
          refused(422, client, "list_operations", "{\"size\":51,\"statu\":1,\"status\":\"x\"}");
      var paths = new TreeSet<String>();
      faults.forEach(fault -> paths.add(fault.get("path").asText()));
      assertEquals(new TreeSet<>(List.of("size", "statu", "status")), paths);
      var body =
          refused(
              422,
              client,
              "preview_write",
              fleet.fill(
                  "{\"resource\":\"message\",\"body\":{\"connection_id\":\"{connection}\",\"text\":\"x\"}}"));
      assertTrue(body.toString().contains("message_text"), body::toString);
      assertEquals(
          "body",
          refused(422, client, "preview_write", "{\"resource\":\"message\"}")
              .get(0)
              .get("path")
              .asText());
    }
  }

  @Test
  void numbersAreExact() {
    try (var client = client(fleet.partner())) {
      var preview =
          fleet
              .partner()
              .send(
                  "POST",
                  PATH,
                  fleet.fill(
                      """
                      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"preview_write","arguments":
                       {"resource":"fuel_transaction","body":{"connection_id":"{connection}","driver_id":"{ana}",
                        "vehicle_id":"{truck}","location_string":"Here","transaction_time":"2026-11-01T10:00:00Z",
                        "fuel_volume":1000.123456789,"fuel_volume_unit":"LITER","total_cost":"7","currency":"EUR"}}}}"""))
              .expect(200)
              .json();
      assertEquals(7, preview.get("id").asInt());
      assertTrue(
          preview.at("/result/content/0/text").asText().contains("1000.123456789"),
          preview::toString);
      client.ping();
    }
  }

  @Test
  void whatIsNoMessageOfTheProtocolIsRefused() {
    var as = fleet.partner();
    var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    as.send("POST", PATH, list, "MCP-Protocol-Version", "2025-06-18").expect(200);
    as.send("POST", PATH, list, "MCP-Protocol-Version", "1999-01-01").expect(400);
    as.send("POST", PATH, "{").expect(400);
    as.send("POST", PATH, "[]").expect(422);
    as.send("POST", PATH, "{}").expect(400);
    as.send("POST", PATH, list, "Content-Type", "text/plain").expect(415);
    as.send("POST", PATH, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
        .expect(202);
    var unknown =
        as.send("POST", PATH, "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"no/such\"}")
            .expect(200)
            .json();
    assertEquals(-32601, unknown.at("/error/code").asInt(), unknown::toString);
    var tool =
        as.send(
                "POST",
                PATH,
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"none\",\"arguments\":{}}}")
            .expect(200)
            .json();
    assertNotEquals(0, tool.at("/error/code").asInt(), tool::toString);
    as.send("GET", PATH, "").expect(405);
    as.send("DELETE", PATH, "").expect(405);
    assertEquals(401, Http.send("POST", world.node().url() + PATH, list, Map.of()).status());
  }
}
