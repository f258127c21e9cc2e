package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A message that was neither taken nor answered: only seconds later is it known that it never came.
 * Both stores wait for that at the same time.
 */
class UnansweredTest {
  private static final String TEXT = "hung once";

  private record Sent(World world, Fleet fleet, JsonNode posted) {}

  @Test
  void anUnappliedAndUnansweredMessageIsSentAgainOnceThatIsKnown() {
    for (var sent : Stream.of(Stores.Kind.values()).map(UnansweredTest::send).toList()) {
      var done = sent.fleet.ended(sent.posted);
      assertEquals("success", done.get("status").asText(), done.toString());
      assertEquals(List.of(1), List.copyOf(sent.world.sandbox().timesApplied("samsara").values()));
      var calls = sent.world.sandbox().journal().received(Query.of("samsara").method("POST"));
      assertEquals(2, calls.size(), calls::toString);
    }
  }

  private static Sent send(Stores.Kind kind) {
    var world = World.shared(kind);
    world.sandbox().faults().clear();
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(new Fault.Hang(false))
                .provider("samsara")
                .method("POST")
                .contains(TEXT));
    var fleet = Fleet.atSamsara(world, "Patience Inc");
    world.sandbox().journal().clear();
    var body =
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"%s\"}"
            .formatted(TEXT);
    var posted = fleet.partner().send("POST", Sample.MESSAGE.path(), fleet.fill(body));
    return new Sent(world, fleet, posted.expect(202).json());
  }
}
