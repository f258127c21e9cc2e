package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Many writes in one request, actions on all that match, and lists as CSV. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class BulkTest {
  private static final String BULK = Route.T + "/messages/bulk";
  private static final String LIST = Route.C + "/resource-operations";
  private static final String ACTIONS = LIST + "/bulk-actions";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Bulk Inc");
  }

  private static String message(Fleet of, String text) {
    return of.fill(
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\""
            + text
            + "\"}");
  }

  private static Http.Reply send(Fleet as, String query, String body, String... headers) {
    var all = new ArrayList<>(List.of("Content-Type", "application/x-ndjson"));
    all.addAll(List.of(headers));
    return as.partner().send("POST", BULK + query, body, all.toArray(String[]::new));
  }

  private static List<JsonNode> lines(Http.Reply reply) {
    assertEquals("application/x-ndjson", reply.header("Content-Type"));
    return reply.expect(200).raw().body().lines().map(Json::of).toList();
  }

  private static List<Integer> statuses(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("status").asInt()).toList();
  }

  @Test
  void eachLineIsAnsweredInItsPlace() {
    var fleet = Fleet.atSamsara(world, "Lines Inc");
    var body =
        String.join(
            "\n",
            message(fleet, "first of the lines"),
            "{",
            message(fleet, "second of the lines").replace("\"message_text\"", "\"text\""),
            "[]",
            message(fleet, "third of the lines") + "\r",
            message(fleet, "x").replace(fleet.connection(), fleet.id("ana")));
    var lines = lines(send(fleet, "", body));
    assertEquals(List.of(202, 400, 422, 422, 202, 404), statuses(lines));
    for (var i = 0; i < lines.size(); i++) {
      assertEquals(i, lines.get(i).get("index").asInt());
    }
    assertEquals("Invalid Request Body", lines.get(2).at("/error/message").asText());
    assertEquals(422, lines.get(2).at("/error/code").asInt());
    assertFalse(lines.get(0).has("replayed"));
    for (var i : List.of(0, 4)) {
      var ended = fleet.ended(lines.get(i).get("operation"));
      assertEquals("success", ended.get("status").asText(), ended::toString);
    }
  }

  @Test
  void aKeyAcceptsWhatIsMissingAndReplaysTheRest() {
    var fleet = Fleet.atSamsara(world, "Keys Inc");
    var bodies = IntStream.range(0, 1200).mapToObj(i -> message(fleet, "keyed " + i)).toList();
    var first =
        lines(send(fleet, "", String.join("\n", bodies.subList(0, 700)), "Idempotency-Key", "K"));
    assertTrue(first.stream().noneMatch(line -> line.has("replayed")));
    var second = lines(send(fleet, "", String.join("\n", bodies) + "\n", "Idempotency-Key", "K"));
    assertEquals(1200, second.size());
    for (var i = 0; i < second.size(); i++) {
      var line = second.get(i);
      assertEquals(202, line.get("status").asInt(), line::toString);
      assertEquals(i < 700, line.path("replayed").asBoolean(), line::toString);
      if (i < 700) {
        assertEquals(first.get(i).at("/operation/id"), line.at("/operation/id"));
      }
    }
    var other = lines(send(fleet, "", message(fleet, "another text"), "Idempotency-Key", "K"));
    assertEquals(422, other.getFirst().get("status").asInt());
    assertEquals(
        "idempotency_key_reused", other.getFirst().at("/error/detail/0/error_type").asText());
    fleet.settle();
    var times = world.sandbox().timesApplied("samsara");
    for (var i = 0; i < 1200; i++) {
      var text = ":keyed " + i;
      assertEquals(
          1,
          times.entrySet().stream()
              .filter(entry -> entry.getKey().endsWith(text))
              .mapToInt(entry -> entry.getValue())
              .sum(),
          text);
    }
  }

  @Test
  void theLinesOfOneThreadKeepTheirOrder() {
    var fleet = Fleet.atSamsara(world, "Threads Inc");
    var body =
        IntStream.range(0, 600)
            .mapToObj(
                i ->
                    message(fleet, "in order %03d".formatted(i))
                        .replace("{\"", "{\"source_thread_id\":\"one thread\",\""))
            .collect(Collectors.joining("\n"));
    var before = fleet.lastRequest();
    assertTrue(statuses(lines(send(fleet, "", body))).stream().allMatch(status -> status == 202));
    fleet.settle();
    var texts =
        fleet.writesSince(before).stream()
            .map(request -> request.bodyText())
            .filter(text -> text.contains("in order"))
            .map(text -> text.replaceAll(".*in order (\\d+).*", "$1"))
            .toList();
    assertEquals(IntStream.range(0, 600).mapToObj("%03d"::formatted).toList(), texts);
  }

  @Test
  void aDryRunShowsEachLineAndStoresNothing() {
    var lines = lines(send(fleet, "?dry_run=true", message(fleet, "dry") + "\nnothing\n"));
    assertEquals(List.of(200, 400), statuses(lines));
    assertTrue(lines.getFirst().at("/result/valid").asBoolean());
    assertFalse(lines.getFirst().has("operation"));
  }

  @Test
  void whatCannotBeTakenIsRefusedWhole() {
    var one = message(fleet, "refused");
    send(fleet, "?is_sync=true", one).expect(400);
    send(fleet, "?expires_in=0", one).expect(400);
    send(fleet, "", "").expect(400);
    send(fleet, "", "x\n".repeat(10_001)).expect(413);
    send(fleet, "", "\"" + "x".repeat(1024 * 1024) + "\"").expect(413);
    fleet.partner().send("POST", BULK, one).expect(415);
    var late = lines(send(fleet, "?expires_in=600", one)).getFirst();
    assertFalse(late.at("/operation/expires_at").isNull(), late::toString);
    fleet.settle();
  }

  @Test
  void everyFailedOneThatMatchesIsRetriedOnce() {
    var fleet = Fleet.atSamsara(world, "Retried Inc");
    var body =
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    message(fleet, "failing " + i)
                        .replace("{", i % 2 == 0 ? "{\"priority\":\"high\"," : "{"))
            .collect(Collectors.joining("\n"));
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(400, "{}")).provider("samsara").method("POST"));
    lines(send(fleet, "", body));
    fleet.settle();
    world.sandbox().faults().clear();
    var filter = "{\"connection_id\":\"" + fleet.connection() + "\",\"status\":\"failed\"}";
    var partner = fleet.partner();
    var dry =
        partner
            .send(
                "POST",
                ACTIONS,
                "{\"action\":\"retry\",\"dry_run\":true,\"filter\":" + filter + "}")
            .expect(200)
            .json();
    assertEquals("{\"matched\":120}", dry.toString());
    var asked = "{\"action\":\"retry\",\"filter\":" + filter + "}";
    var started = partner.send("POST", ACTIONS, asked, "Idempotency-Key", "once").expect(202);
    var again = partner.send("POST", ACTIONS, asked, "Idempotency-Key", "once").expect(202);
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals(started.json().get("id"), again.json().get("id"));
    var done =
        Await.value(
            "the action is done",
            Partner.SOON,
            () -> partner.get(started.header("Location")).expect(200).json(),
            json -> json.get("status").asText().equals("done"));
    assertEquals("retry", done.get("action").asText());
    assertEquals(120, done.get("matched").asInt(), done::toString);
    assertEquals(120, done.get("done").asInt(), done::toString);
    assertEquals(0, done.get("skipped").asInt(), done::toString);
    assertEquals(fleet.connection(), done.at("/filter/connection_id").asText());
    fleet.settle();
    var succeeded = partner.get(LIST + "?status=success&connection_id=" + fleet.connection());
    var items = succeeded.expect(200).json().get("items");
    assertEquals(120, items.size());
    items.forEach(item -> assertFalse(item.get("retried_from").isNull(), item::toString));
    var listed = partner.get(ACTIONS).expect(200).json().get("items");
    assertEquals(List.of(done), List.of(listed.get(0)));
    partner.send("POST", ACTIONS, "{\"action\":\"resume\",\"filter\":{}}").expect(422);
    partner
        .send("POST", ACTIONS, "{\"action\":\"retry\",\"filter\":{\"state\":\"failed\"}}")
        .expect(422);
    var other = Partner.of(world.node(), "Another Inc");
    other.get(started.header("Location")).expect(404);
    assertEquals(0, other.get(ACTIONS).expect(200).json().get("items").size());
  }

  @Test
  void whatWasNeverSentIsCancelled() {
    var fleet = Fleet.atSamsara(world, "Cancelled Inc");
    var partner = fleet.partner();
    partner.send("POST", Route.C + "/" + fleet.connection() + "/pause", "").expect(200);
    partner.send("POST", Route.C + "/" + fleet.connection() + "/activate", "").expect(200);
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(503, "{}")).provider("samsara").method("POST"));
    var accepted = lines(send(fleet, "", message(fleet, "a") + "\n" + message(fleet, "b")));
    assertEquals(List.of(202, 202), statuses(accepted));
    var filter = "{\"connection_id\":\"" + fleet.connection() + "\"}";
    var started =
        partner
            .send("POST", ACTIONS, "{\"action\":\"cancel\",\"filter\":" + filter + "}")
            .expect(202);
    var done =
        Await.value(
            "the action is done",
            Partner.SOON,
            () -> partner.get(started.header("Location")).expect(200).json(),
            json -> json.get("status").asText().equals("done"));
    world.sandbox().faults().clear();
    assertEquals(2, done.get("done").asInt() + done.get("skipped").asInt(), done::toString);
    fleet.settle();
  }

  @Test
  void aListIsWrittenAsCsv() {
    var fleet = Fleet.atSamsara(world, "Sheets Inc");
    lines(
        send(
            fleet,
            "",
            IntStream.range(0, 130)
                .mapToObj(i -> message(fleet, "said \\\"" + i + "\\\", twice"))
                .collect(Collectors.joining("\n"))));
    fleet.settle();
    var reply =
        fleet
            .partner()
            .send(
                "GET",
                LIST + "?size=1&connection_id=" + fleet.connection(),
                "",
                "Accept",
                "text/csv")
            .expect(200);
    assertTrue(reply.header("Content-Type").startsWith("text/csv"), reply::toString);
    var rows = reply.raw().body().split("\r\n", -1);
    assertEquals(132, rows.length, "a header, each operation, and the end");
    assertTrue(
        rows[0].startsWith("id,created_at,updated_at,deleted_at,partner_id,connection_id,"),
        rows[0]);
    assertTrue(
        rows[0].endsWith(
            ",status,attempts,next_attempt_at,waiting_on,expires_at,outcome,retried_from"),
        rows[0]);
    assertTrue(rows[1].contains("said \\\"\"129\\\"\", twice"), rows[1]);
    assertEquals("", rows[131]);
  }
}
