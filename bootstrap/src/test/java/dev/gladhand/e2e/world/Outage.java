package dev.gladhand.e2e.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A partner that posts while the store fails, and then checks what happened to its writes. */
public final class Outage {
  public static final Duration BACK_WITHIN = Duration.ofSeconds(10);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);

  /** The additional time that a busy machine may need. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Long texts, which fill the store sooner. */
  private static final String PADDING = "x".repeat(1000);

  private final World world;
  private final Partner partner;
  private final String connection;
  private final String driver;
  private int posted;
  private Duration slowest = Duration.ZERO;

  /** The answers to the writes since the last check, by their keys. */
  private final Map<String, Http.Reply> replies = new LinkedHashMap<>();

  public Outage(World world) {
    this.world = world;
    partner = Partner.of(world.node(), "Outage Inc");
    connection =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
    driver = partner.users(connection, List.of(World.ANA)).getFirst();
  }

  private Http.Reply post(String key) {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s:%s\"}"
            .formatted(connection, driver, PADDING, key);
    var began = System.nanoTime();
    try {
      var reply = partner.tryPost("/v2/telematics/messages", body, key);
      var took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(List.of(202, 503).contains(reply.status()), reply::toString);
      assertTrue(took.compareTo(TOLD_WITHIN.plus(SLACK)) < 0, () -> reply + " after " + took);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      if (reply.status() == 503) {
        assertFalse(reply.header("Retry-After").isEmpty(), reply::toString);
      }
      var before = replies.put(key, reply);
      if (before != null && before.status() == 202 && reply.status() == 202) {
        assertEquals(before.json().get("id"), reply.json().get("id"), key + " had been accepted");
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void postOne() {
    postWhile(() -> false);
  }

  /** Posts writes while the condition holds, at least one. */
  public void postWhile(BooleanSupplier going) {
    do {
      post("write-" + posted++);
    } while (going.getAsBoolean());
  }

  public void postFor(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    postWhile(() -> System.nanoTime() < end);
  }

  /** Checks that no write is accepted while the store is unavailable. */
  public void postInVainFor(Duration time) {
    var before = refused();
    var asked = replies.size();
    postFor(time);
    assertEquals(replies.size() - asked, refused() - before, "an accepted write without a store");
  }

  /** Checks writes around an outage that does not begin at once or does not affect every write. */
  public void postUntilRefused(Duration within) {
    var end = System.nanoTime() + within.toNanos();
    var before = refused();
    postWhile(() -> refused() == before && System.nanoTime() < end);
    assertTrue(refused() > before, "nothing was refused within " + within);
  }

  private long refused() {
    return replies.values().stream().filter(reply -> reply.status() == 503).count();
  }

  /**
   * Repeats each refused write, checks that it succeeds soon, and checks that each write reaches
   * the provider once.
   */
  public void isBackAndHasLostNothing() {
    var posted = replies.size();
    var refused =
        replies.keySet().stream().filter(key -> replies.get(key).status() == 503).toList();
    var back = System.nanoTime();
    if (!refused.isEmpty()) {
      accept(refused.getFirst(), back);
    }
    System.out.printf(
        "%d posted, %d refused, the slowest answer after %d ms, accepting again after %d ms%n",
        posted, refused.size(), slowest.toMillis(), (System.nanoTime() - back) / 1_000_000);
    for (var key : List.copyOf(replies.keySet())) {
      accept(key, back);
    }
    replies.forEach(
        (key, reply) ->
            assertEquals(
                "success",
                partner.ended(connection, reply.json().get("id").asText()).get("status").asText()));
    var times = world.sandbox().timesApplied("samsara");
    for (var key : replies.keySet()) {
      var applied =
          times.entrySet().stream()
              .filter(entry -> entry.getKey().endsWith(":" + key))
              .mapToInt(Map.Entry::getValue)
              .sum();
      assertEquals(1, applied, key);
    }
    replies.clear();
    slowest = Duration.ZERO;
  }

  private void accept(String key, long back) {
    Await.until(
        key + " is accepted",
        BACK_WITHIN.plus(SLACK).minusNanos(System.nanoTime() - back),
        () -> post(key).status() == 202);
  }
}
