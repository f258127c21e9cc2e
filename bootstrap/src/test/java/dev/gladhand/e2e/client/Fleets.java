package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Twenty connections of one partner, each with a lane of its own, and what was posted to them. */
public final class Fleets {
  private static final int FLEETS = 20;
  private static final int EACH = 10;
  private static final int PARTNERS = 8;
  private static final long FIRST_DRIVER = 300_000_000_000L;

  /** The longest time from the end of a dead node's lease until its lanes are taken over. */
  private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(5);

  /** The additional time that a busy machine may need. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final World world;
  private final Partner partner;
  private final List<Lane> lanes = new ArrayList<>();

  /** The messages by the ids of their operations. */
  private final Map<String, Message> posted = new LinkedHashMap<>();

  private record Lane(String connection, String driver) {}

  private record Message(Lane lane, String text) {}

  /**
   * @param partner at the node that is asked what became of the messages
   * @param settings of each connection, in JSON, each with a comma before it
   */
  public Fleets(World world, Partner partner, String settings) {
    this.world = world;
    this.partner = partner;
    for (var i = 0; i < FLEETS; i++) {
      var connection =
          partner.samsara(
              world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}" + settings);
      // Each connection has a separate driver, because a look-up knows only the messages of its
      // connection.
      var driver = Long.toString(FIRST_DRIVER + Fleet.number());
      world.sandbox().samsara().seed("drivers", dev.gladhand.sandbox.json.Json.obj("id", driver));
      lanes.add(new Lane(connection, partner.users(connection, List.of(driver)).getFirst()));
    }
  }

  private static String body(Lane lane, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(lane.connection, lane.driver, text);
  }

  /**
   * Posts the same number of messages to each connection, through one partner client after the
   * other; all are accepted.
   */
  public void post(List<Partner> ways) {
    var posts = new ArrayList<Future<?>>();
    try (var posting = Executors.newFixedThreadPool(PARTNERS)) {
      for (var number = 0; number < EACH * lanes.size(); number++) {
        var way = ways.get(number % ways.size());
        var lane = lanes.get(number % lanes.size());
        posts.add(posting.submit(() -> post(way, lane)));
      }
    }
    for (var post : posts) {
      try {
        post.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void post(Partner way, Lane lane) {
    var text = "m" + Fleet.number() + " of all";
    var reply = way.send("POST", "/v2/telematics/messages", body(lane, text));
    accepted(reply.expect(202), lane, text);
  }

  private void accepted(Http.Reply reply, Lane lane, String text) {
    synchronized (posted) {
      posted.put(reply.json().get("id").asText(), new Message(lane, text));
    }
  }

  /** One, to a node that may be stopping or away; its key is its number. */
  public Http.Reply tryPost(Partner way, int number) throws IOException {
    var lane = lanes.get(number % lanes.size());
    var text = "r" + number + " of all";
    var reply = way.tryPost("/v2/telematics/messages", body(lane, text), "r-" + number);
    if (reply.status() == 202) {
      accepted(reply, lane, text);
    }
    return reply;
  }

  public int accepted() {
    synchronized (posted) {
      return posted.size();
    }
  }

  /**
   * @param takes how long the provider takes for a message
   */
  public void postUntilSomeAreUnderWay(List<Partner> ways, Duration takes) {
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(new Fault.Delay(takes, true)).provider("samsara").method("POST"));
    var before = sent().size();
    post(ways);
    Await.until("some are under way", Partner.SOON, () -> sent().size() > before + FLEETS / 2);
  }

  /** Returns the time at which each message was first sent, by its text. */
  private Map<String, Instant> sent() {
    var calls = world.sandbox().journal().received(Query.of("samsara").method("POST"));
    var sent = new HashMap<String, Instant>();
    for (var message : posted.values()) {
      calls.stream()
          .filter(call -> call.bodyText().contains(message.text))
          .findFirst()
          .ifPresent(call -> sent.put(message.text, call.at()));
    }
    return sent;
  }

  /**
   * A node was killed just now: what no call was begun for is sent by others once its leases have
   * run out, however long they wait for the end of what it had begun; and nothing is sent twice.
   */
  public void areTakenOver(Duration lease) {
    var killed = Instant.now();
    var sent = sent();
    world.sandbox().faults().clear();
    var waiting =
        posted.values().stream().filter(message -> !sent.containsKey(message.text)).toList();
    succeed(lease.plusSeconds(30));
    eachReachedTheProviderOnce();
    var calls = firstCalls(waiting).values();
    assertFalse(calls.isEmpty(), "everything had been sent before");
    var last = Duration.between(killed, Collections.max(calls));
    System.out.println(
        waiting.size() + " waited in " + calls.size() + " lanes, the last of them " + last);
    assertTrue(last.compareTo(lease.dividedBy(2)) > 0, "it held no lanes: " + last);
    assertTrue(last.compareTo(lease.plus(TAKEN_OVER_WITHIN).plus(SLACK)) < 0, last::toString);
  }

  /** When the first of these was sent, for each of their lanes. */
  private Map<Lane, Instant> firstCalls(List<Message> messages) {
    var sent = sent();
    var first = new HashMap<Lane, Instant>();
    for (var message : messages) {
      first.merge(message.lane, sent.get(message.text), (a, b) -> a.isBefore(b) ? a : b);
    }
    return first;
  }

  /** All operations, once they have ended, each with success. */
  public Map<String, JsonNode> succeed(Duration within) {
    var ended = new LinkedHashMap<String, JsonNode>();
    posted.forEach(
        (id, message) -> {
          var operation = partner.ended(message.lane.connection, id, within);
          assertEquals("success", operation.get("status").asText(), operation::toString);
          ended.put(id, operation);
        });
    return ended;
  }

  public void eachReachedTheProviderOnce() {
    var times = world.sandbox().timesApplied("samsara");
    times.forEach((message, count) -> assertEquals(1, count, message));
    assertTrue(times.size() >= posted.size(), times.size() + " of " + posted.size());
  }
}
