package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages that got no answer: only seconds later is it known whether they came. All of them, on
 * both stores, wait for that at the same time.
 */
class UnansweredTest {

  /**
   * So many equal messages to one driver, of which the last gets no answer.
   *
   * @param applied whether it was delivered all the same
   */
  private record Case(String text, int messages, boolean applied) {
    int calls() {
      return applied ? messages : messages + 1;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("hung once", 1, false),
          new Case("the second of two was lost", 2, false),
          new Case("the second of two was delivered", 2, true));

  private static final long FIRST_DRIVER = 400_000_000_000L;

  private record Sent(World world, Fleet fleet, List<JsonNode> posted) {}

  @Test
  void whatWasNotDeliveredIsSentAgainAndWhatWasIsNot() {
    for (var sent : Stream.of(Stores.Kind.values()).map(UnansweredTest::send).toList()) {
      for (var posted : sent.posted) {
        var done = sent.fleet.ended(posted);
        assertEquals("success", done.get("status").asText(), done.toString());
      }
      var sandbox = sent.world.sandbox();
      var calls = sandbox.journal().received(Query.of("samsara").method("POST"));
      for (var one : CASES) {
        var applied =
            sandbox.timesApplied("samsara").entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(":" + one.text))
                .mapToInt(java.util.Map.Entry::getValue)
                .sum();
        assertEquals(one.messages, applied, one.text);
        assertEquals(
            one.calls(),
            calls.stream().filter(call -> call.bodyText().contains(one.text)).count(),
            one.text);
      }
    }
  }

  private static Sent send(Stores.Kind kind) {
    var world = World.shared(kind);
    world.sandbox().faults().clear();
    for (var one : CASES) {
      world
          .sandbox()
          .faults()
          .add(
              FaultRule.always(new Fault.Hang(one.applied))
                  .provider("samsara")
                  .method("POST")
                  .contains(one.text)
                  .nth(one.messages));
    }
    var fleet = Fleet.atSamsara(world, "Patience Inc");
    // A driver of its own: what another test sends to the same driver may be one of these.
    var driver = Long.toString(FIRST_DRIVER + Fleet.number());
    world.sandbox().samsara().seed("drivers", Json.obj("id", driver));
    var recipient = fleet.partner().users(fleet.connection(), List.of(driver)).getFirst();
    world.sandbox().journal().clear();
    var posted = new ArrayList<JsonNode>();
    for (var one : CASES) {
      var body =
          "{\"connection_id\":\"{connection}\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
              .formatted(recipient, one.text);
      for (var i = 0; i < one.messages; i++) {
        posted.add(
            fleet
                .partner()
                .send("POST", Sample.MESSAGE.path(), fleet.fill(body))
                .expect(202)
                .json());
      }
    }
    return new Sent(world, fleet, posted);
  }
}
