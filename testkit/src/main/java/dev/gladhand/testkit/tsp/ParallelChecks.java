package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Many calls at once, and texts in every script. */
final class ParallelChecks {
  static final int CALLS = 50;
  private static final String LANGUAGES =
      "Grüße \"quoted\" back\\slash, 道路は閉鎖, שלום, дорога, 🚚\u00a0½ line\nbreak\ttab";

  private final AtomicInteger underWay = new AtomicInteger();
  private final Trial trial;

  ParallelChecks(Trial trial) {
    this.trial = trial;
  }

  void keepsCallsApart(TspSample sample)
      throws InterruptedException, ExecutionException, TimeoutException {
    var variants = new Variants(sample);
    var writes = new ArrayList<Write<Payload>>();
    var requests = new ArrayList<Translation.Ready>();
    for (var i = 0; i < CALLS; i++) {
      var write = trial.write(sample, variants.body(i), Variants.operation(i));
      writes.add(write);
      requests.add(assertInstanceOf(Translation.Ready.class, trial.preview(sample, write)));
    }
    var atOnce = Math.min(CALLS, trial.adapter.maxConcurrency());
    var here = new CountDownLatch(atOnce);
    var arrived = new ConcurrentHashMap<Integer, Integer>();
    var mostUnderWay = new AtomicInteger();
    trial.tsp.answersEach(
        request -> answer(request, sample, requests, variants, here, mostUnderWay, arrived));
    List<Outcome> outcomes = sendAll(sample, writes);
    assertEquals(0, here.getCount(), "calls that are not yet under way together");
    assertTrue(mostUnderWay.get() <= atOnce, () -> mostUnderWay + " calls at once");
    assertEquals(CALLS, trial.tsp.received().size(), "calls made");
    var distinct = requests.stream().map(RequestChecks::shown).distinct().count();
    assertEquals(distinct, arrived.size(), () -> "requests that arrived: " + arrived);
    for (var i = 0; i < CALLS; i++) {
      own(sample, writes.get(i), outcomes.get(i), variants.source(i));
    }
  }

  private Reaction answer(
      Received request,
      TspSample sample,
      List<Translation.Ready> requests,
      Variants variants,
      CountDownLatch here,
      AtomicInteger mostUnderWay,
      Map<Integer, Integer> arrived) {
    var number = -1;
    for (var i = 0; i < CALLS && number < 0; i++) {
      number = isFor(requests.get(i), request) ? i : -1;
    }
    if (number < 0) {
      return Reaction.reply(500, "{\"message\":\"a request of nobody: " + request + "\"}");
    }
    var reply = variants.reply(number);
    here.countDown();
    arrived.merge(number, 1, Integer::sum);
    var now = underWay.incrementAndGet();
    mostUnderWay.accumulateAndGet(now, Math::max);
    return peer -> {
      try {
        // Whoever keeps one call's data in a field has lost it by now.
        here.await(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      underWay.decrementAndGet();
      return Reaction.reply(sample.calls().getFirst().status(), reply).on(peer);
    };
  }

  private boolean isFor(Translation.Ready ready, Received request) {
    var shown = ready.request().shown();
    return ready.request().url().equals(trial.tsp.url() + request.target())
        && ExpectedCall.same(shown == null ? "" : shown, request.text());
  }

  private List<Outcome> sendAll(TspSample sample, List<Write<Payload>> writes)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> sent = new ArrayList<>();
      for (var write : writes) {
        sent.add(threads.submit(() -> trial.send(sample, write, Trial.PATIENT)));
      }
      var outcomes = new ArrayList<Outcome>();
      for (var one : sent) {
        outcomes.add(one.get(30, TimeUnit.SECONDS));
      }
      return outcomes;
    }
  }

  private static void own(
      TspSample sample, Write<Payload> write, Outcome outcome, @Nullable String source) {
    var results =
        switch (outcome) {
          case Outcome.Accepted(var given, _, var recipients) -> {
            if (source != null && sample.calls().size() == 1) {
              assertEquals(source, String.valueOf(given), "the id of another call");
            }
            yield recipients;
          }
          case Outcome.Progressed(var progress) -> progress.recipients();
          case Outcome.Rejected _, Outcome.Throttled _ ->
              throw new AssertionError(sample + " in parallel: " + outcome);
        };
    for (var result : results) {
      assertTrue(
          write.payload().recipients().contains(result.recipient()),
          () -> sample + " tells of the recipient of another call: " + result.recipient());
      assertEquals(RecipientResult.Status.DELIVERED, result.status(), result::toString);
    }
  }

  void carriesEveryLanguage(TspSample sample) {
    var variants = new Variants(sample);
    if (!variants.hasText()) {
      return;
    }
    var write = trial.write(sample, variants.saying(LANGUAGES), Trial.OPERATION);
    if (trial.writer(sample).translate(write) instanceof Translation.Faulty) {
      // Too long for this TSP.
      return;
    }
    trial.tsp.answers(sample.calls().getFirst().reaction(Trial.OPERATION));
    var outcome = trial.send(sample, write, Trial.PATIENT);
    assertNull(Told.error(outcome), () -> sample + " with texts in every script: " + outcome);
    var sent = trial.tsp.received().getFirst();
    assertTrue(
        TestJson.holds(sent.text(), LANGUAGES) || sent.form().containsValue(LANGUAGES),
        () -> "the text arrived as " + sent.text());
  }
}
