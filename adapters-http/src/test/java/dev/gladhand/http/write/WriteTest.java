package dev.gladhand.http.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteCommand.Manner;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.http.SampleOperations;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.TokenOf;
import dev.gladhand.http.Wire.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String ID = "0197a000-0000-7000-8000-000000000001";
  private static final ScriptedWrites WRITES = new ScriptedWrites();
  private static final TokenOf TOKENS = new TokenOf("telematics:write");
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.with(WRITES, TOKENS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    WRITES.answer(Answer.ok(new WriteResult.Stored(SampleOperations.pending(), false)));
    WRITES.last = null;
  }

  private static Reply send(String method, String path, String body, String... headers) {
    var all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = JSON;
    all[headers.length + 1] = TOKENS.header();
    return server.wire().send(method, path, body, all);
  }

  private static Reply post(String query, String body, String... headers) {
    return send("POST", "/v2/telematics/messages" + query, body, headers);
  }

  private static WriteCommand asked() {
    assertNotNull(WRITES.last);
    return WRITES.last;
  }

  @ParameterizedTest
  @EnumSource(Resource.class)
  void everyResourceIsCreatedByItsPath(Resource resource) {
    assertEquals(202, send("POST", "/v2/telematics/" + resource.path(), "{}").status());
    assertEquals(resource, asked().resource());
    assertEquals(OperationType.CREATE, asked().type());
    assertNull(asked().target());
  }

  @ParameterizedTest
  @EnumSource(Resource.class)
  void onlySomeResourcesAreUpdated(Resource resource) {
    var reply = send("PATCH", "/v2/telematics/" + resource.path() + "/" + ID, "{}");
    if (!resource.allows(OperationType.UPDATE)) {
      assertEquals(404, reply.status());
      return;
    }
    assertEquals(202, reply.status());
    assertEquals(OperationType.UPDATE, asked().type());
    assertEquals(ID, asked().target().toString());
  }

  @Test
  void aPathOfNoResourceIsNotFound() {
    assertEquals(404, send("POST", "/v2/telematics/nonsense", "{}").status());
    assertEquals(404, send("PATCH", "/v2/telematics/vehicles/1-1-1-1-1", "{}").status());
    assertEquals(404, send("PATCH", "/v2/telematics/vehicles/x", "{}").status());
    var reply = send("DELETE", "/v2/telematics/messages", "{}");
    assertEquals(405, reply.status());
    assertEquals("POST", reply.header("Allow"));
  }

  @Test
  void anAcceptedWriteNamesWhereItsOperationIs() {
    var reply = post("", "{}");
    var operation = SampleOperations.pending().operation();
    assertEquals(202, reply.status());
    assertEquals(
        "/v2/integrations/connections/"
            + operation.connection()
            + "/resource-operations/"
            + operation.id(),
        reply.header("Location"));
    assertEquals("pending", reply.object().get("status"));
    assertNull(reply.header("Idempotency-Replayed"));
  }

  @Test
  void aLocationFollowsThePathThatAProxyAdds() {
    var operation = SampleOperations.pending().operation();
    var path =
        "/v2/integrations/connections/"
            + operation.connection()
            + "/resource-operations/"
            + operation.id();
    assertEquals("/fleet/api" + path, locationBehind("/fleet/api"));
    assertEquals("/fleet/api" + path, locationBehind("/fleet/api/"));
    assertEquals(path, locationBehind("/"));
    assertEquals(path, locationBehind("//elsewhere.example"));
    assertEquals(path, locationBehind("/a, /b"));
  }

  private static String locationBehind(String prefix) {
    return post("", "{}", "X-Forwarded-Prefix: " + prefix).header("Location");
  }

  @Test
  void theBodyArrivesExactly() {
    post(
        "", "{\"a\":1.10,\"b\":null,\"c\":[\"\\u0000\",\"\\ud800\"],\"d\":12345678901234567890.5}");
    var body = asked().body();
    assertEquals(new BigDecimal("1.10"), body.get("a"));
    assertTrue(body.containsKey("b"));
    assertEquals(List.of("\u0000", "\ud800"), body.get("c"));
    assertEquals(new BigDecimal("12345678901234567890.5"), body.get("d"));
  }

  @Test
  void theQuerySaysInWhatManner() {
    post("", "{}");
    assertEquals(Manner.ASYNC, asked().manner());
    post("?is_sync=true", "{}");
    assertEquals(Manner.SYNC, asked().manner());
    post("?dry_run=true", "{}");
    assertEquals(Manner.DRY_RUN, asked().manner());
    post("?is_sync=true&dry_run=true", "{}");
    assertEquals(Manner.SYNC_DRY_RUN, asked().manner());
    post("?expires_in=604800", "{}");
    assertEquals(Duration.ofDays(7), asked().expiresIn());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?is_sync=1",
        "?is_sync=banana",
        "?is_sync=",
        "?is_sync",
        "?is_sync=True",
        "?dry_run=yes",
        "?expires_in=0",
        "?expires_in=604801",
        "?expires_in=1.5",
        "?expires_in=-1",
        "?expires_in=",
        "?is_sync=true&expires_in=5",
        "?is_sync=true&is_sync=true",
        "?expires_in=99999999999999999999",
      })
  void aMalformedQueryIsRefused(String query) {
    assertEquals(400, post(query, "{}").status());
    assertNull(WRITES.last);
  }

  @Test
  void theKeyIsTakenWithItsScope() {
    post(
        "?is_sync=false",
        "{\"a\":1,\"b\":[1.0]}",
        "Idempotency-Key: \"k\"",
        "Prefer: handling=lenient");
    var first = asked();
    assertEquals("k", first.key());
    assertEquals("POST /v2/telematics/messages", first.scope());
    assertTrue(first.lenient());
    post("", " { \"b\" : [1], \"a\" : 1.00 } ", "Idempotency-Key: k");
    assertEquals(first.bodyHash(), asked().bodyHash());
    post("", "{\"a\":1,\"b\":[2]}", "Idempotency-Key: k");
    assertTrue(!first.bodyHash().equals(asked().bodyHash()));
    post("", "{\"a\":1,\"b\":[1],\"c\":null}", "Idempotency-Key: k");
    assertTrue(!first.bodyHash().equals(asked().bodyHash()));
  }

  @Test
  void aSyncWriteIsAnsweredByItsOutcome() {
    WRITES.answer(Answer.ok(new WriteResult.Stored(SampleOperations.succeeded(), false)));
    assertEquals(200, post("?is_sync=true", "{}").status());
    WRITES.answer(Answer.ok(new WriteResult.Stored(SampleOperations.failed(), false)));
    var failed = post("?is_sync=true", "{}");
    assertEquals(502, failed.status());
    assertEquals("failed", failed.object().get("status"));
  }

  @Test
  void aReplaySaysSo() {
    WRITES.answer(Answer.ok(new WriteResult.Stored(SampleOperations.pending(), true)));
    var reply = post("", "{}", "Idempotency-Key: k");
    assertEquals(202, reply.status());
    assertEquals("true", reply.header("Idempotency-Replayed"));
  }

  @Test
  void aDryRunShowsTheRequestWithoutItsSecrets() {
    var request =
        new TspRequest(
            "POST",
            "https://tsp.example/v1?x=1",
            Map.of("Accept", "application/json"),
            List.of("Authorization"),
            "{\"password\":\"hidden\"}",
            "{\"password\":\"*****\"}");
    WRITES.answer(
        Answer.ok(
            new WriteResult.Shown(
                request,
                List.of(new Translation.Warning("odometer", "is rounded")),
                List.of("priority"))));
    var reply = post("?dry_run=true", "{}");
    assertEquals(200, reply.status());
    assertEquals(
        "{\"valid\":true,\"warnings\":[{\"path\":\"odometer\",\"message\":\"is rounded\"}],"
            + "\"tsp_request\":{\"method\":\"POST\",\"url\":\"https://tsp.example/v1?x=1\","
            + "\"headers\":{\"Accept\":\"application/json\",\"Authorization\":\"*****\"},"
            + "\"body\":\"{\\\"password\\\":\\\"*****\\\"}\"},\"fields_not_delivered\":[\"priority\"]}",
        reply.body());
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> refusals() {
    return Stream.of(
        of(new Refusal.NotFound("no such connection"), 404, "no such connection", null),
        of(new Refusal.Conflict("it is paused", Duration.ZERO), 409, "it is paused", null),
        of(
            new Refusal.Conflict("still running", Duration.ofMillis(1500)),
            409,
            "still running",
            "2"),
        of(new Refusal.Malformed("no cursor"), 400, "no cursor", null),
        of(new Refusal.NotSupported("not there"), 501, "not there", null),
        of(
            new Refusal.TooMany("slow down", Duration.ofSeconds(3)),
            429,
            Map.of("retry_after_seconds", new BigDecimal(3), "message", "slow down"),
            "3"),
        of(new Refusal.Unavailable("draining", Duration.ofSeconds(1)), 503, "draining", "1"),
        of(
            new Refusal.Invalid(List.of(new FieldFault("a.2", "in", "is bad", "samsara.required"))),
            422,
            List.of(
                Map.of(
                    "path",
                    "a.2",
                    "input",
                    "in",
                    "message",
                    "is bad",
                    "error_type",
                    "samsara.required")),
            null));
  }

  private static org.junit.jupiter.params.provider.Arguments of(Object... all) {
    return org.junit.jupiter.params.provider.Arguments.of(all);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsAreTheErrorsOfTheContract(Refusal refusal, int status, Object detail, String wait) {
    WRITES.answer(Answer.refused(refusal));
    var reply = post("", "{}");
    assertEquals(status, reply.status());
    assertEquals(detail, reply.detail());
    assertEquals(wait, reply.header("Retry-After"));
  }

  @Test
  void aLostStoreAcceptsNothing() {
    WRITES.fail(
        new StoreUnavailable("no route to jdbc:secret", false, new IllegalStateException()));
    var reply = post("", "{}");
    assertEquals(503, reply.status());
    assertNotNull(reply.header("Retry-After"));
    assertTrue(reply.detail().toString().contains("nothing was accepted"), reply.body());
    WRITES.fail(new StoreUnavailable("no route to jdbc:secret", true, new IllegalStateException()));
    assertTrue(post("", "{}").detail().toString().contains("same Idempotency-Key"));
  }

  @Test
  void aBugIsNotDescribed() {
    WRITES.fail(new IllegalStateException("secret"));
    var reply = post("", "{}", "X-Request-ID: " + UUID.randomUUID());
    assertEquals(
        "{\"code\":500,\"message\":\"Internal Server Error\",\"detail\":null}", reply.body());
  }
}
