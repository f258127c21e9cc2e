package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.Reaction;
import dev.gladhand.testkit.tsp.sample.Received;
import dev.gladhand.testkit.tsp.sample.TestJson;
import dev.gladhand.testkit.tsp.sample.TspSample;
import dev.gladhand.testkit.tsp.sample.Variants;
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

/**
 * Checks that an adapter keeps many concurrent writes apart, and that it delivers texts of many
 * languages unchanged.
 */
final class ParallelChecks {
  static final int CALLS = 50;
  private static final String LANGUAGES =
      "Grüße \"quoted\" back\\slash, 道路は閉鎖, שלום, дорога, 🚚\u00a0½ line\nbreak\ttab";

  private final AtomicInteger underWay = new AtomicInteger();
  private final Trial trial;

  ParallelChecks(Trial trial) {
    this.trial = trial;
  }

  /** Runs writes concurrently through every step; each must get its own answer. */
  void keepsCallsApart(TspSample sample)
      throws InterruptedException, ExecutionException, TimeoutException {
    var variants = new Variants(sample);
    trial.tsp.asides(request -> variants.fact(request, CALLS));
    var writes = new ArrayList<Write<Payload>>();
    for (var i = 0; i < CALLS; i++) {
      var own = sample.changing(variants.target(i));
      writes.add(trial.write(own, variants.body(i), Variants.operation(i)));
    }
    for (var step = 0; step < sample.calls().size(); step++) {
      trial.tsp.forget();
      var isLast = step == sample.calls().size() - 1;
      var outcomes = together(sample, sample.calls().get(step), writes, variants);
      for (var i = 0; i < CALLS; i++) {
        own(sample, writes.get(i), outcomes.get(i), isLast ? variants.source(i) : null);
        if (!isLast) {
          var progressed = assertInstanceOf(Outcome.Progressed.class, outcomes.get(i));
          writes.set(i, writes.get(i).at(progressed.progress()));
        }
      }
    }
  }

  private List<Outcome> together(
      TspSample sample, ExpectedCall call, List<Write<Payload>> writes, Variants variants)
      throws InterruptedException, ExecutionException, TimeoutException {
    var requests = new ArrayList<Translation.Ready>();
    for (var write : writes) {
      requests.add(assertInstanceOf(Translation.Ready.class, trial.preview(sample, write)));
    }
    var atOnce = Math.min(CALLS, trial.adapter.maxConcurrency());
    var here = new CountDownLatch(atOnce);
    var arrived = new ConcurrentHashMap<Integer, Integer>();
    var mostUnderWay = new AtomicInteger();
    trial.tsp.answersEach(
        request -> answer(request, call, requests, variants, here, mostUnderWay, arrived));
    List<Outcome> outcomes = sendAll(sample, writes);
    assertEquals(0, here.getCount(), "calls that are not yet under way together");
    assertTrue(mostUnderWay.get() <= atOnce, () -> mostUnderWay + " calls at once");
    assertEquals(CALLS, trial.tsp.received().size(), "calls made");
    var distinct = requests.stream().map(RequestChecks::shown).distinct().count();
    assertEquals(distinct, arrived.size(), () -> "requests that arrived: " + arrived);
    return outcomes;
  }

  private Reaction answer(
      Received request,
      ExpectedCall call,
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
    var reply = variants.reply(call, number);
    here.countDown();
    arrived.merge(number, 1, Integer::sum);
    var now = underWay.incrementAndGet();
    mostUnderWay.accumulateAndGet(now, Math::max);
    return peer -> {
      try {
        // An adapter that keeps data of a call in a field would have lost it by now.
        here.await(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      underWay.decrementAndGet();
      return Reaction.reply(call.status(), reply).on(peer);
    };
  }

  private boolean isFor(Translation.Ready ready, Received request) {
    var shown = ready.request().shown();
    return ready.request().url().equals(trial.tsp.url() + request.target())
        && ExpectedCall.same(shown == null ? "" : shown, request.text());
  }

  private List<Outcome> sendAll(TspSample sample, List<Write<Payload>> writes)
      throws InterruptedException, ExecutionException, TimeoutException {
    // The reads of the dry runs are repeated, concurrently.
    var writer = trial.writer(trial.another(), sample);
    var access = trial.access(sample, Trial.PATIENT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> sent = new ArrayList<>();
      for (var write : writes) {
        sent.add(threads.submit(() -> writer.send(write, access)));
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
            if (source != null) {
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
      // The text is too long for this TSP.
      return;
    }
    for (var i = 0; i < sample.calls().size(); i++) {
      var call = sample.calls().get(i);
      var says = i == 0 || variants.isSaidIn(call);
      trial.tsp.forget();
      trial.tsp.answers(call.reaction(Trial.OPERATION));
      var outcome = trial.send(sample, write, Trial.PATIENT);
      assertNull(Told.error(outcome), () -> sample + " with texts in every script: " + outcome);
      var sent = trial.tsp.received().getFirst();
      assertTrue(
          !says || TestJson.holds(sent.text(), LANGUAGES) || sent.form().containsValue(LANGUAGES),
          () -> call + ": the text arrived as " + sent.text());
      if (outcome instanceof Outcome.Progressed(var progress)) {
        write = write.at(progress);
      }
    }
  }
}
