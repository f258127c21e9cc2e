package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Idempotency keys, on every write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KeysContract {
  private static final int RACERS = 8;

  private final Stores.Kind kind;
  private World world;
  private Fleet fleet;

  KeysContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Keys Inc");
  }

  static List<Sample> samples() {
    return Sample.ALL;
  }

  private Http.Reply write(Partner as, Sample sample, String query, String body, String key) {
    return as.send(
        sample.method(), fleet.fill(sample.path()) + query, body, "Idempotency-Key", key);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRepeatAnswersTheSameOperationInItsCurrentState(Sample sample) {
    var body = fleet.fill(sample.body());
    var key = "repeat-" + Fleet.number();
    var before = fleet.lastRequest();
    var first = write(fleet.partner(), sample, "", body, key).expect(202);
    var done = fleet.ended(first.json());
    var again = write(fleet.partner(), sample, "", body, '"' + key + '"').expect(202);
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals("", first.header("Idempotency-Replayed"));
    assertEquals(done, again.json());
    assertEquals(sample.sent().size(), fleet.writesSince(before).size());
    var other =
        Json.with(
            body,
            "connection_id",
            '"' + Fleet.atSamsara(world, fleet.partner()).connection() + '"');
    assertEquals(422, write(fleet.partner(), sample, "", other, key).status());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSyncRepeatAnswersTheSameOperation(Sample sample) {
    var body = fleet.fill(sample.body());
    var key = "sync-" + Fleet.number();
    var first = write(fleet.partner(), sample, "?is_sync=true", body, key).expect(200);
    var again = write(fleet.partner(), sample, "?is_sync=true", body, key).expect(200);
    assertEquals(first.json(), again.json());
    assertEquals("true", again.header("Idempotency-Replayed"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void racingRequestsMakeOneOperation(Sample sample) throws Exception {
    race(sample, List.of(fleet.partner()));
  }

  void race(Sample sample, List<Partner> ways) throws Exception {
    var body = fleet.fill(sample.body());
    var key = "race-" + Fleet.number();
    var before = fleet.lastRequest();
    var ids = new HashSet<String>();
    var fresh = 0;
    for (var reply : together(ways, sample, "", body, key)) {
      assertEquals(202, reply.status(), reply::toString);
      ids.add(reply.json().get("id").asText());
      fresh += reply.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
    }
    assertEquals(1, ids.size(), ids::toString);
    assertEquals(1, fresh, "answers that claim to be the first");
    fleet.partner().ended(fleet.connection(), ids.iterator().next());
    assertEquals(sample.sent().size(), fleet.writesSince(before).size());
  }

  private List<Http.Reply> together(
      List<Partner> ways, Sample sample, String query, String body, String key) throws Exception {
    var replies = new ArrayList<Future<Http.Reply>>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < RACERS; i++) {
        var way = ways.get(i % ways.size());
        replies.add(tasks.submit(() -> write(way, sample, query, body, key)));
      }
    }
    var all = new ArrayList<Http.Reply>();
    for (var reply : replies) {
      all.add(reply.get());
    }
    return all;
  }

  @Test
  void whileASyncCallRunsItsKeyIsAConflict() throws Exception {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.always(new Fault.Delay(Duration.ofMillis(400), true))
                .provider("samsara")
                .method("POST"));
    var body = fleet.fill(Sample.MESSAGE.body());
    var before = fleet.lastRequest();
    try {
      var answers = new HashSet<Integer>();
      for (var reply :
          together(
              List.of(fleet.partner()),
              Sample.MESSAGE,
              "?is_sync=true",
              body,
              "busy-" + body.hashCode())) {
        if (reply.status() == 409) {
          Errors.assertBody("busy", reply);
          assertFalse(reply.header("Retry-After").isEmpty());
          continue;
        }
        // On a slow machine the node may give the call up, which then is the answer to all.
        assertTrue(List.of(200, 502).contains(reply.status()), reply::toString);
        answers.add(reply.status());
      }
      assertEquals(1, answers.size(), answers::toString);
      assertEquals(1, fleet.writesSince(before).size());
    } finally {
      world.sandbox().faults().clear();
    }
  }

  @Test
  void theSpellingOfThePathMakesNoOtherKey() {
    for (var sample : List.of(Sample.MESSAGE, Sample.VEHICLE_UPDATE)) {
      var body = fleet.fill(sample.body());
      var key = "spelt-" + Fleet.number();
      var first = write(fleet.partner(), sample, "", body, key).expect(202).json();
      var path = fleet.fill(sample.path());
      var spellings = new ArrayList<>(List.of(path + "/"));
      if (!sample.path().equals(path)) {
        var id = path.substring(path.lastIndexOf('/') + 1);
        spellings.add(path.replace(id, id.toUpperCase(java.util.Locale.ROOT)));
      }
      for (var spelling : spellings) {
        var again =
            fleet
                .partner()
                .send(sample.method(), spelling, body, "Idempotency-Key", key)
                .expect(202);
        assertEquals("true", again.header("Idempotency-Replayed"), spelling);
        assertEquals(first.get("id"), again.json().get("id"), spelling);
      }
      fleet.ended(first);
    }
  }

  @Test
  void aRefusedRequestDoesNotUseTheKeyUp() {
    var body = fleet.fill(Sample.MESSAGE.body());
    var key = "refused-" + Fleet.number();
    write(fleet.partner(), Sample.MESSAGE, "", Json.without(body, "message_text"), key).expect(422);
    fleet.ended(write(fleet.partner(), Sample.MESSAGE, "", body, key).expect(202).json());
  }

  Fleet fleet() {
    return fleet;
  }

  World world() {
    return world;
  }
}
