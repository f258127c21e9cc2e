package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at random moments while partners post. {@code -Dgladhand.kills=10
 * -Dgladhand.posts=2000} make a longer run of it.
 */
@BothStores
class KillTest {
  private static final int KILLS = Integer.getInteger("gladhand.kills", 2);
  private static final int POSTS = Integer.getInteger("gladhand.posts", 400);
  private static final int PARTNERS = 8;

  private final Stores.Kind kind;

  KillTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void whatWasAcceptedEndsAndNothingIsDeliveredTwice(@TempDir Path folder)
      throws InterruptedException {
    try (var world = World.start(kind, folder, Map.of("GLADHAND_RETRY_ATTEMPTS", "50"))) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var fast = ",\"rate_limit\":{\"per_second\":100000}";
      var samsara = partner.samsara(world.sandbox().samsaraUrl(), fast);
      var superOffice = partner.superOffice(world.sandbox().superOfficeUrl(), fast);
      var driver = partner.users(samsara, List.of(World.ANA)).getFirst();
      var person = partner.users(superOffice, List.of("+4790000001")).getFirst();
      var accepted = new ConcurrentHashMap<String, String>();
      post(
          world,
          partner,
          accepted,
          number ->
              number % 2 == 0
                  ? new String[] {samsara, driver}
                  : new String[] {superOffice, person});
      var outcomes = new ConcurrentHashMap<String, Integer>();
      accepted.forEach(
          (id, text) -> {
            var connection = text.contains("samsara") ? samsara : superOffice;
            var ended = partner.ended(connection, id, Duration.ofSeconds(60));
            var outcome = ended.get("outcome").asText();
            outcomes.merge(outcome + " " + ended.get("source_name").asText(), 1, Integer::sum);
            var provider = ended.get("source_name").asText();
            var times =
                world.sandbox().timesApplied(provider).entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(":" + text))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertTrue(times <= 1, () -> text + " reached the provider " + times + " times");
            if (outcome.equals("applied")) {
              assertEquals(1, times, text);
            } else {
              assertEquals("unknown", outcome, ended::toString);
            }
          });
      System.out.println(
          kind + ": " + accepted.size() + " accepted over " + KILLS + " kills, ended " + outcomes);
      assertEquals(POSTS, accepted.size());
    }
  }

  private interface Target {
    String[] of(int number);
  }

  private static void post(
      World world, Partner partner, Map<String, String> accepted, Target target)
      throws InterruptedException {
    var next = new AtomicInteger();
    try (var posting = Executors.newFixedThreadPool(PARTNERS)) {
      for (var i = 0; i < PARTNERS; i++) {
        posting.submit(
            () -> {
              for (var number = next.getAndIncrement();
                  number < POSTS;
                  number = next.getAndIncrement()) {
                one(partner, accepted, target.of(number), number);
              }
            });
      }
      posting.shutdown();
      var random = new Random(7);
      for (var kill = 1; kill <= KILLS; kill++) {
        var share = kill * POSTS / (KILLS + 1) + random.nextInt(20);
        Await.until(
            "some are posted", Duration.ofMinutes(2), () -> next.get() >= Math.min(share, POSTS));
        world.node().kill();
        world.node().start();
      }
    }
  }

  /** Posts until it is accepted, with the same key each time. */
  private static void one(
      Partner partner, Map<String, String> accepted, String[] target, int number) {
    var text = (number % 2 == 0 ? "samsara " : "superoffice ") + number + " of the run";
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(target[0], target[1], text);
    var reply =
        Await.value(
            "post " + number + " is accepted",
            Duration.ofMinutes(2),
            () -> {
              try {
                return partner.tryPost("/v2/telematics/messages", body, "key-" + number);
              } catch (IOException e) {
                return null;
              }
            },
            answer -> answer != null && answer.status() == 202);
    accepted.put(reply.json().get("id").asText(), text);
  }
}
