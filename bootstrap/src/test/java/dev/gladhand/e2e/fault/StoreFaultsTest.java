package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.world.Outage;
import dev.gladhand.e2e.world.OwnPostgres;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
@Slow
class StoreFaultsTest {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("gladhand.store-away", 4));

  /** Ended ones, so that their table is the largest file. */
  private static final String MANY_OPERATIONS =
      """
      with asked as (
        insert into operation
        select (jsonb_populate_record(
          null::operation, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid()))).*
        from (select * from operation limit 1) o, generate_series(1, 1000) returning *)
      insert into ending (id, connection_id, partner_id, resource, type, status, verdict, attempts, created_at, updated_at)
      select id, connection_id, partner_id, resource, type, 'failed', 'not_applied', 0, created_at, created_at from asked""";

  private static final Duration FULL_WITHIN = Duration.ofSeconds(30);

  private OwnPostgres postgres;
  private World world;
  private Outage outage;

  @BeforeAll
  void start(@TempDir Path folder) {
    postgres = new OwnPostgres(folder);
    world = World.over(postgres.database(), folder, Map.of());
    outage = new Outage(world);
  }

  @AfterAll
  void stop() {
    world.close();
    postgres.close();
  }

  @Test
  void aStoppedDatabaseIsToldInTimeAndForgotten() {
    outage.postFor(Duration.ofMillis(200));
    postgres.stop();
    try {
      outage.postInVainFor(AWAY);
      assertEquals(
          503, Http.send("GET", world.node().url() + "/health/readiness", "", Map.of()).status());
    } finally {
      postgres.startAgain();
    }
    outage.isBackAndHasLostNothing();
  }

  @Test
  void aFrozenDatabaseIsToldInTimeAndForgotten() {
    outage.postFor(Duration.ofMillis(200));
    var processes = postgres.freeze();
    try {
      outage.postInVainFor(AWAY);
    } finally {
      postgres.goOn(processes);
    }
    outage.isBackAndHasLostNothing();
  }

  @Test
  void connectionsMayBreakAtAnyMoment() {
    for (var kill = 0; kill < 8; kill++) {
      outage.postFor(Duration.ofMillis(250));
      postgres.killBackends();
    }
    outage.isBackAndHasLostNothing();
  }

  @Test
  void aLostAnswerToACommitDoublesNothing() {
    for (var round = 0; round < 10; round++) {
      postgres.way().loseNext(1);
      outage.postOne();
    }
    Await.until("the answers were lost", Outage.BACK_WITHIN, () -> postgres.way().toLose() == 0);
    outage.isBackAndHasLostNothing();
  }

  @Test
  void aDatabaseThatOnlyReadsTakesNothing() {
    postgres.administer("alter database postgres set default_transaction_read_only = on");
    postgres.killBackends();
    try {
      outage.postInVainFor(Duration.ofSeconds(1));
      var ready = Http.send("GET", world.node().url() + "/health/readiness", "", Map.of());
      assertEquals(503, ready.status());
      assertEquals("the database is read-only", ready.json().get("detail").asText());
    } finally {
      postgres.administer("alter database postgres reset default_transaction_read_only");
      postgres.killBackends();
    }
    outage.isBackAndHasLostNothing();
  }

  @Test
  void aFullDiskIsToldInTimeAndForgotten() {
    outage.postOne();
    outage.isBackAndHasLostNothing();
    postgres.execute(MANY_OPERATIONS);
    postgres.fillDisk();
    try {
      outage.postUntilRefused(FULL_WITHIN);
      outage.postFor(AWAY.dividedBy(2));
    } finally {
      postgres.freeDisk();
    }
    outage.isBackAndHasLostNothing();
  }
}
