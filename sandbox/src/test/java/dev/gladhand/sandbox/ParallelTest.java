package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Applied;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.provider.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelTest extends SandboxTest {
  @Test
  void oneOfManyGetsTheExternalId() throws Exception {
    List<Integer> statuses =
        all(
            30,
            i ->
                samsara
                    .post(
                        "/fleet/drivers",
                        "{\"name\":\"n\",\"username\":\"u"
                            + i
                            + "\",\"password\":\"p\",\"externalIds\":{\"gladhand\":\"same\"}}")
                    .statusCode());
    assertEquals(1, statuses.stream().filter(status -> status == 200).count());
    assertEquals(29, statuses.stream().filter(status -> status == 409).count());
    assertEquals(1, applied("samsara").size());
  }

  @Test
  void everyRequestIsInTheJournalAndEveryIdIsItsOwn() throws Exception {
    all(
        200,
        i ->
            samsara
                .post("/assets", "{\"name\":\"trailer " + i + "\",\"type\":\"trailer\"}")
                .statusCode());
    assertEquals(200, server.journal().received(Query.of("samsara")).size());
    assertEquals(
        200, applied("samsara").stream().map(Applied::id).collect(Collectors.toSet()).size());
    assertTrue(server.timesApplied("samsara").values().stream().allMatch(times -> times == 1));
  }

  @Test
  void aRuleHitsNoMoreThanItsTimes() throws Exception {
    server.faults().add(FaultRule.always(Fault.respond(500, "{}")).times(7));
    List<Integer> statuses = all(100, _ -> samsara.get("/me").statusCode());
    assertEquals(7, statuses.stream().filter(status -> status == 500).count());
  }

  @Test
  void aLimitLetsOneBucketThrough() throws Exception {
    var limit = new RateLimit(null, null, 20, Duration.ofHours(1), false);
    server.port("samsara").limits(List.of(limit));
    List<Integer> statuses = all(60, _ -> samsara.get("/me").statusCode());
    assertEquals(20, statuses.stream().filter(status -> status == 200).count());
    assertEquals(40, statuses.stream().filter(status -> status == 429).count());
  }

  @Test
  void aHangingRequestHoldsUpNobodyElse() throws Exception {
    server.faults().add(FaultRule.always(Fault.hang()).contains("stuck"));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var impatient = Caller.samsara(server)) {
      for (int i = 0; i < 50; i++) {
        var _ =
            executor.submit(
                () -> impatient.post("/v1/fleet/messages", Caller.message("stuck", Caller.ANA)));
      }
      assertTrue(
          server.journal().awaitReceived(Query.all().contains("stuck"), 50, Duration.ofSeconds(9)));
      assertEquals(
          200, samsara.post("/v1/fleet/messages", Caller.message("free", Caller.ANA)).statusCode());
    }
    assertEquals(1, applied("samsara").size());
  }

  private interface Numbered {
    int call(int number) throws Exception;
  }

  private static List<Integer> all(int calls, Numbered numbered) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> tasks =
          IntStream.range(0, calls)
              .<Callable<Integer>>mapToObj(i -> () -> numbered.call(i))
              .toList();
      var statuses = new ArrayList<Integer>();
      for (Future<Integer> future : executor.invokeAll(tasks)) {
        statuses.add(future.get());
      }
      return statuses;
    }
  }
}
