package dev.gladhand.e2e.node;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Collector;
import dev.gladhand.e2e.world.Collector.Seen;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of traces sees of an operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TracesContract {
  private static final String SPAN = "b7ad6b7169203331";
  static final Map<String, String> SETTINGS =
      Map.of(
          "GLADHAND_RETRY_ATTEMPTS", "1000",
          "GLADHAND_TSP_TIMEOUT", "3s",
          "GLADHAND_WEBHOOK_SCHEDULE", "0s,100ms,200ms");

  private static final String SECRET_QUERY = "query-secret-of-the-hook";

  private final Stores.Kind kind;
  private final Collector collector = new Collector();
  private World world;
  private Fleet fleet;
  private Inbox.Box box;
  private Hook hook;

  TracesContract(Stores.Kind kind) {
    this.kind = kind;
  }

  World world() {
    return world;
  }

  Collector collector() {
    return collector;
  }

  Fleet fleet() {
    return fleet;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    world = World.start(kind, folder, SETTINGS, Inbox.SHARED.target());
    fleet = Fleet.atSamsara(world, "Traces Inc");
    box = Inbox.SHARED.box();
    hook =
        new Hook(
            fleet.partner(),
            "",
            fleet
                .partner()
                .send(
                    "POST",
                    Hook.PATH,
                    "{\"url\":\"%s?token=%s\",\"event_name\":\"resource_operation.*\"}"
                        .formatted(box.url(), SECRET_QUERY))
                .expect(201)
                .json()
                .get("secret")
                .asText());
    aWriteThatWasAcceptedWithoutACollectorIsToldOnceThereIsOne();
  }

  @AfterAll
  void stop() {
    world.close();
    collector.close();
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  /** An id of a trace that nobody has used. */
  static String trace() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[0] |= 1;
    return HexFormat.of().formatHex(bytes);
  }

  static String parent(String trace) {
    return "00-" + trace + "-" + SPAN + "-01";
  }

  JsonNode post(String query, String... headers) {
    var reply =
        fleet
            .partner()
            .send(
                "POST",
                "/v2/telematics/messages" + query,
                fleet.fill(Sample.MESSAGE.body()),
                headers);
    assertTrue(List.of(200, 202).contains(reply.status()), reply::toString);
    return reply.json();
  }

  void refuse(int status) {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.always(new Fault.Respond(status, List.of(), "{\"message\":\"no\"}", false))
                .provider("samsara")
                .method("POST"));
  }

  static Predicate<Seen> exchange(String status) {
    return span ->
        span.is(SPAN_KIND_CLIENT)
            && span.attributes().containsKey("gladhand.attempt")
            && span.name().equals("POST")
            && span.get("http.response.status_code").equals(status);
  }

  static Predicate<Seen> delivery(String event) {
    return span ->
        span.is(SPAN_KIND_CLIENT)
            && span.get("gladhand.event.name").equals("resource_operation." + event);
  }

  private void aWriteThatWasAcceptedWithoutACollectorIsToldOnceThereIsOne() {
    refuse(503);
    var trace = trace();
    var accepted = post("", "traceparent", parent(trace), "tracestate", "acme=1");
    Await.until("the created event arrives", Partner.SOON, () -> !box.all().isEmpty());
    assertEquals(parent(trace), box.all().getFirst().header("traceparent"));
    assertEquals("acme=1", box.all().getFirst().header("tracestate"));
    world.node().terminate();
    assertEquals(0, collector.asked());
    var log = world.node().log();
    assertFalse(log.contains("\"level\":\"WARN\"") && log.contains("collector"), log);
    assertFalse(log.contains("opentelemetry"), log);
    collector.variables().forEach(world.node()::set);
    world.node().start();
    world.sandbox().faults().clear();
    fleet.ended(accepted);
    var made = collector.await(trace, "the attempt that succeeded", exchange("200"));
    var attempt = collector.await(trace, "its attempt", span -> span.id().equals(made.parent()));
    assertEquals(SPAN, attempt.parent());
    collector.await(trace, "the end's delivery", delivery("succeeded"));
  }

  @Test
  void oneTraceGoesFromTheRequestToTheDeliveryAcrossARestart() {
    refuse(503);
    var trace = trace();
    var accepted = post("", "traceparent", parent(trace), "tracestate", "acme=1,b@c=2");
    var id = accepted.get("id").asText();
    var request =
        collector.await(trace, "the request, answered", span -> span.is(SPAN_KIND_SERVER));
    assertEquals(SPAN, request.parent());
    assertEquals("POST /v2/telematics/messages", request.name());
    assertEquals("202", request.get("http.response.status_code"));
    assertEquals(id, request.get("gladhand.operation.id"));
    var refused = collector.await(trace, "an attempt that failed", exchange("503"));
    assertEquals("503", refused.get("error.type"));
    assertEquals("POST", refused.get("http.request.method"));
    assertEquals("127.0.0.1", refused.get("server.address"));
    assertTrue(
        refused.get("url.full").equals(world.sandbox().samsaraUrl() + "/v1/fleet/messages"),
        refused::toString);
    // A node that is killed takes the spans with it that it has not sent yet.
    collector.await(trace, "the delivery of its beginning", delivery("created"));
    world.node().kill();
    world.node().start();
    world.sandbox().faults().clear();
    fleet.ended(accepted);
    var made = collector.await(trace, "the attempt that succeeded", exchange("200"));
    assertEquals(id, made.get("gladhand.operation.id"));
    assertEquals("samsara", made.get("gladhand.tsp"));
    assertEquals("message", made.get("gladhand.resource"));
    assertTrue(Integer.parseInt(made.get("gladhand.attempt")) > 1, made::toString);
    var attempt = collector.await(trace, "its attempt", span -> span.id().equals(made.parent()));
    assertEquals(request.id(), attempt.parent());
    assertEquals("accepted", attempt.get("gladhand.outcome"));
    assertNotEquals(
        refused.resource().get("service.instance.id"), made.resource().get("service.instance.id"));
    assertEquals("gateway-of-the-tests", made.resource().get("service.name"));
    var delivery = collector.await(trace, "the delivery of its end", delivery("succeeded"));
    assertEquals(request.id(), delivery.parent());
    assertEquals("204", delivery.get("http.response.status_code"));
    var told =
        box.all().stream()
            .filter(one -> one.event().equals("resource_operation.succeeded"))
            .filter(one -> one.body().contains(id))
            .findFirst()
            .orElseThrow();
    assertEquals("00-" + trace + "-" + delivery.id() + "-01", told.header("traceparent"));
    assertEquals("acme=1,b@c=2", told.header("tracestate"));
    assertTrue(
        world.sandbox().journal().received(Query.of("samsara")).stream()
            .noneMatch(call -> call.toJson().toString().contains("traceparent")));
  }

  private List<Seen> attempts(String trace) {
    return collector.of(trace).stream()
        .filter(span -> span.name().equals("attempt create message"))
        .sorted(Comparator.comparingInt(span -> Integer.parseInt(span.get("gladhand.attempt"))))
        .toList();
  }

  @Slow
  @Test
  void aLaterAttemptIsLinkedToTheOneBefore() {
    refuse(503);
    var trace = trace();
    var accepted = post("", "traceparent", parent(trace));
    Await.until("two attempts", Partner.SOON, () -> attempts(trace).size() >= 2);
    world.node().terminate();
    var before = attempts(trace);
    assertEquals(List.of(), before.getFirst().links());
    for (var number = 1; number < before.size(); number++) {
      assertEquals(List.of(trace + "-" + before.get(number - 1).id()), before.get(number).links());
    }
    world.node().start();
    Await.until(
        "an attempt of the node that was started anew",
        Partner.SOON,
        () -> attempts(trace).size() > before.size());
    var request = collector.await(trace, "the request", span -> span.is(SPAN_KIND_SERVER));
    assertEquals(List.of(trace + "-" + request.id()), attempts(trace).get(before.size()).links());
    world.sandbox().faults().clear();
    fleet.ended(accepted);
  }

  @Test
  void anAttemptThatItsNodeDidNotLiveToEndIsToldByTheNext() {
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(new Fault.Hang(true)).provider("samsara").method("POST"));
    var trace = trace();
    var before = world.sandbox().journal().received(Query.of("samsara").method("POST")).size();
    var accepted = post("", "traceparent", parent(trace));
    var request = collector.await(trace, "the request", span -> span.is(SPAN_KIND_SERVER));
    Await.until(
        "the call is under way",
        Partner.SOON,
        () ->
            world.sandbox().journal().received(Query.of("samsara").method("POST")).size() > before);
    world.node().kill();
    world.sandbox().faults().clear();
    world.node().start();
    assertEquals("applied", fleet.ended(accepted).get("outcome").asText());
    var lost =
        collector.await(
            trace, "the attempt of before", span -> span.get("gladhand.outcome").equals("lost"));
    assertEquals("attempt create message", lost.name());
    assertEquals(request.id(), lost.parent());
    assertEquals("1", lost.get("gladhand.attempt"));
    collector.await(trace, "the look-up", span -> span.name().equals("settle create message"));
    collector.await(trace, "the delivery of its end", delivery("succeeded"));
  }

  @Test
  void aSyncWriteIsOneTrace() {
    var trace = trace();
    post("?is_sync=true", "traceparent", parent(trace));
    var request = collector.await(trace, "the request", span -> span.is(SPAN_KIND_SERVER));
    var made = collector.await(trace, "the call", exchange("200"));
    var attempt = collector.await(trace, "its attempt", span -> span.id().equals(made.parent()));
    assertEquals(request.id(), attempt.parent());
    assertEquals("attempt create message", attempt.name());
  }

  @Test
  void aBucketNamesATraceThatTheCollectorHas() {
    var bucket =
        Pattern.compile(
            "gladhand_(tsp_calls|http_requests)_seconds_bucket\\{.* # \\{.*trace_id=\"([0-9a-f]{32})\".*");
    post("?is_sync=true", "traceparent", parent(trace()));
    for (var series : List.of("tsp_calls", "http_requests")) {
      Await.until(
          "an exemplar of " + series,
          Partner.SOON,
          () ->
              fleet
                  .partner()
                  .send("GET", "/prometheus", "", "Accept", "application/openmetrics-text")
                  .raw()
                  .body()
                  .lines()
                  .map(bucket::matcher)
                  .filter(Matcher::matches)
                  .filter(found -> found.group(1).equals(series))
                  .anyMatch(found -> !collector.of(found.group(2)).isEmpty()));
    }
  }

  @Test
  void aLookUpIsPartOfTheTrace() {
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(new Fault.Close(true)).provider("samsara").method("POST"));
    var trace = trace();
    fleet.ended(post("", "traceparent", parent(trace)));
    var lost =
        collector.await(
            trace, "the call without an answer", span -> span.get("error.type").equals("reset"));
    assertEquals("POST", lost.name());
    var settled =
        collector.await(trace, "the look-up", span -> span.name().equals("settle create message"));
    assertEquals("applied", settled.get("gladhand.outcome"));
    var read = collector.await(trace, "what it read", span -> span.parent().equals(settled.id()));
    assertEquals("GET", read.get("http.request.method"));
    assertFalse(read.get("url.full").contains("?"), read::toString);
  }

  @Test
  void aRetryHasATraceOfItsOwnThatIsLinkedToTheEarlierOne() {
    refuse(400);
    var first = trace();
    var failed = fleet.ended(post("", "traceparent", parent(first)));
    assertEquals("failed", failed.get("status").asText());
    world.sandbox().faults().clear();
    var second = trace();
    var path =
        "/v2/integrations/connections/%s/resource-operations/%s/retry"
            .formatted(fleet.connection(), failed.get("id").asText());
    var again =
        fleet.partner().send("POST", path, "", "traceparent", parent(second)).expect(202).json();
    fleet.ended(again);
    var accept = collector.await(first, "the request", span -> span.is(SPAN_KIND_SERVER));
    var retry =
        collector.await(second, "the retry", span -> span.name().equals("retry create message"));
    assertEquals(List.of(first + "-" + accept.id()), retry.links());
    assertEquals(again.get("id").asText(), retry.get("gladhand.operation.id"));
    var made = collector.await(second, "the attempt that succeeded", exchange("200"));
    var attempt = collector.await(second, "its attempt", span -> span.id().equals(made.parent()));
    assertEquals(retry.id(), attempt.parent());
    collector.await(second, "its delivery", delivery("succeeded"));
    assertTrue(collector.of(first).stream().noneMatch(exchange("200")));
  }

  @Test
  void theLinesOfABulkRequestBelongToItsTrace() {
    var trace = trace();
    var lines = fleet.fill(Sample.MESSAGE.body()).replace("\n", " ");
    var reply =
        fleet
            .partner()
            .send(
                "POST",
                "/v2/telematics/messages/bulk",
                lines + "\n" + lines,
                "Content-Type",
                "application/x-ndjson",
                "traceparent",
                parent(trace));
    assertEquals(200, reply.status(), reply::toString);
    Await.until(
        "both lines were sent",
        Partner.SOON,
        () -> collector.of(trace).stream().filter(exchange("200")).count() == 2);
    var ids =
        collector.of(trace).stream()
            .filter(exchange("200"))
            .map(span -> span.get("gladhand.operation.id"))
            .collect(Collectors.toSet());
    assertEquals(2, ids.size());
  }

  @Test
  void aWriteWithoutATraceBeginsOneAndAMalformedOneIsNone() {
    for (var headers : List.of(new String[0], new String[] {"traceparent", "00-nonsense-01"})) {
      var id = fleet.ended(post("", headers)).get("id").asText();
      var made =
          Await.value(
                  "the call of " + id,
                  Partner.SOON,
                  () ->
                      collector.all().stream()
                          .filter(exchange("200"))
                          .filter(span -> span.get("gladhand.operation.id").equals(id))
                          .toList(),
                  found -> !found.isEmpty())
              .getFirst();
      var request = collector.await(made.trace(), "the request", span -> span.is(SPAN_KIND_SERVER));
      assertEquals("", request.parent());
      assertEquals(id, request.get("gladhand.operation.id"));
    }
  }

  @Test
  void whatItsCallerDoesNotSampleIsNotTold() {
    var unsampled = trace();
    var quiet = post("", "traceparent", "00-" + unsampled + "-" + SPAN + "-00");
    fleet.ended(quiet);
    var told =
        Await.value(
                "its delivery",
                Partner.SOON,
                () ->
                    box.all().stream()
                        .filter(one -> one.event().equals("resource_operation.succeeded"))
                        .filter(one -> one.body().contains(quiet.get("id").asText()))
                        .toList(),
                found -> !found.isEmpty())
            .getFirst();
    assertTrue(told.header("traceparent").matches("00-" + unsampled + "-[0-9a-f]{16}-00"));
    var sampled = trace();
    fleet.ended(post("", "traceparent", parent(sampled)));
    collector.await(sampled, "the delivery", delivery("succeeded"));
    assertEquals(List.of(), collector.of(unsampled));
  }

  @Test
  void noSecretAndNothingOfABodyIsTold() {
    var trace = trace();
    var text = "text-that-is-nobodys-business";
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(fleet.connection(), fleet.id("ana"), text);
    var accepted =
        fleet.partner().send("POST", "/v2/telematics/messages", body, "traceparent", parent(trace));
    fleet.ended(accepted.expect(202).json());
    collector.await(trace, "the delivery", delivery("succeeded"));
    var told = collector.text();
    for (var canary :
        List.of(
            text,
            "samsara-sandbox-token",
            fleet.partner().token(),
            fleet.partner().clientSecret(),
            hook.secret(),
            hook.secret().substring("whsec_".length()),
            SECRET_QUERY,
            Collector.KEY,
            Node.MASTER_KEY)) {
      assertFalse(told.contains(canary), canary);
    }
    assertTrue(told.contains("gladhand.operation.id"));
    assertTrue(
        collector.all().stream().noneMatch(span -> span.get("url.full").contains("?")),
        "a query was told");
  }

  @Test
  void aCollectorThatHangsOrRefusesKeepsNobodyFromWriting() {
    var before = world.node().log();
    collector.hangs();
    collector.answers(400);
    try {
      for (var i = 0; i < 20; i++) {
        fleet.ended(post(""));
      }
      collector.goesOn();
      var asked = collector.asked();
      for (var i = 0; i < 20; i++) {
        fleet.ended(post(""));
      }
      Await.until("it was asked", Partner.SOON, () -> collector.asked() > asked + 2);
    } finally {
      collector.goesOn();
      collector.answers(200);
    }
    var trace = trace();
    fleet.ended(post("", "traceparent", parent(trace)));
    collector.await(trace, "the delivery", delivery("succeeded"));
    var log = world.node().log().substring(before.length());
    var warnings = log.lines().filter(line -> line.contains("collector of traces")).count();
    assertTrue(warnings <= 1, log);
    assertFalse(log.contains("io.opentelemetry"), log);
  }
}
