package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database of a running node goes away in every manner: nothing is accepted that is not stored,
 * the refusal comes in time, and the node comes back by itself. {@code -Dgladhand.store-away=60}
 * makes the absences a minute long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFaultsTest {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("gladhand.store-away", 4));
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  /** What a loaded machine may add. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private OwnPostgres postgres;
  private World world;
  private Partner partner;
  private String connection;
  private String driver;
  private int posted;

  /** What was posted in one test, by its key, and what it came to. */
  private final Map<String, Http.Reply> replies = new LinkedHashMap<>();

  @BeforeAll
  void start(@TempDir Path folder) {
    postgres = new OwnPostgres(folder);
    world = World.over(postgres.database(), folder, Map.of());
    partner = Partner.of(world.node(), "Outage Inc");
    connection =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
    driver = partner.users(connection, List.of(World.ANA)).getFirst();
  }

  @AfterAll
  void stop() {
    world.close();
    postgres.close();
  }

  private Http.Reply post(String key) {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(connection, driver, key);
    var began = System.nanoTime();
    try {
      var reply = partner.tryPost("/v2/telematics/messages", body, key);
      var took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(List.of(202, 503).contains(reply.status()), reply::toString);
      assertTrue(took.compareTo(TOLD_WITHIN.plus(SLACK)) < 0, () -> reply + " after " + took);
      if (reply.status() == 503) {
        assertFalse(reply.header("Retry-After").isEmpty(), reply::toString);
      }
      replies.put(key, reply);
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void postWhile(BooleanSupplier going) {
    do {
      post("write-" + posted++);
    } while (going.getAsBoolean());
  }

  private static BooleanSupplier during(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() < end;
  }

  private long refused() {
    return replies.values().stream().filter(reply -> reply.status() == 503).count();
  }

  /** Whoever was refused repeats it, soon with success; and each reaches the provider once. */
  private void isBackAndHasLostNothing() {
    var back = System.nanoTime();
    for (var key : new ArrayList<>(replies.keySet())) {
      Await.until(
          key + " is accepted",
          BACK_WITHIN.plus(SLACK).minusNanos(System.nanoTime() - back),
          () -> post(key).status() == 202);
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
  }

  @Test
  void aStoppedDatabaseIsToldInTimeAndForgotten() {
    postWhile(during(Duration.ofMillis(200)));
    postgres.stop();
    try {
      var before = refused();
      var asked = replies.size();
      postWhile(during(AWAY));
      assertEquals(replies.size() - asked, refused() - before, "an accepted write without a store");
      assertEquals(
          503, Http.send("GET", world.node().url() + "/health/readiness", "", Map.of()).status());
    } finally {
      postgres.startAgain();
    }
    isBackAndHasLostNothing();
  }

  @Test
  void aFrozenDatabaseIsToldInTimeAndForgotten() {
    postWhile(during(Duration.ofMillis(200)));
    var processes = postgres.freeze();
    try {
      var before = refused();
      var asked = replies.size();
      postWhile(during(AWAY));
      assertEquals(replies.size() - asked, refused() - before, "an accepted write without a store");
    } finally {
      postgres.goOn(processes);
    }
    isBackAndHasLostNothing();
  }

  @Test
  void connectionsMayBreakAtAnyMoment() {
    for (var kill = 0; kill < 8; kill++) {
      postWhile(during(Duration.ofMillis(250)));
      postgres.killBackends();
    }
    isBackAndHasLostNothing();
  }

  @Test
  void aLostAnswerToACommitDoublesNothing() {
    for (var round = 0; round < 10; round++) {
      postgres.way().loseNext(1);
      postWhile(() -> false);
    }
    Await.until("the answers were lost", BACK_WITHIN, () -> postgres.way().toLose() == 0);
    isBackAndHasLostNothing();
  }

  @Test
  void aDatabaseThatOnlyReadsTakesNothing() {
    postgres.administer("alter database postgres set default_transaction_read_only = on");
    postgres.killBackends();
    try {
      postWhile(during(Duration.ofSeconds(1)));
      assertEquals(replies.size(), refused());
    } finally {
      postgres.administer("alter database postgres reset default_transaction_read_only");
      postgres.killBackends();
    }
    isBackAndHasLostNothing();
  }
}
