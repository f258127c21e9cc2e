package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.Reaction;
import dev.gladhand.testkit.tsp.sample.Received;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parts of an adapter that only read at the TSP: the settler, the directory, and the
 * test of a connection.
 */
final class LookUpChecks {
  private static final Duration AGO = Duration.ofSeconds(60);

  private final Trial trial;
  private final Canaries canaries;

  LookUpChecks(Trial trial) {
    this.trial = trial;
    this.canaries = trial.canaries();
  }

  /** Answers the calls in order, and all other calls with a 500. */
  void script(List<ExpectedCall> calls) {
    trial.tsp.forget();
    trial.tsp.answersEach(
        request -> {
          var number = trial.tsp.received().size() - 1;
          if (number >= calls.size()) {
            return Reaction.reply(500, "{\"message\":\"nothing more was expected\"}");
          }
          var call = calls.get(number);
          return call.target(Trial.OPERATION).equals(request.target())
                  && call.method().equals(request.method())
                  && ExpectedCall.same(call.body(Trial.OPERATION), request.text())
              ? call.reaction(Trial.OPERATION)
              : Reaction.reply(500, "{\"message\":\"expected was " + call + "\"}");
        });
  }

  private void assertAsked(List<ExpectedCall> calls) {
    assertEquals(
        calls.stream().map(call -> call.method() + " " + call.target(Trial.OPERATION)).toList(),
        trial.tsp.received().stream().map(Received::toString).toList());
  }

  void settles(SettlerSample sample) {
    script(sample.lookUps());
    var settlement = settle(sample, Trial.PATIENT);
    assertAsked(sample.lookUps());
    assertEquals(sample.told(), Told.of(settlement), () -> sample + " but was " + settlement);
    if (settlement instanceof Settler.Settlement.Applied(_, var recipients)) {
      var open = trial.write(sample.sample()).openRecipients();
      for (var result : recipients) {
        assertTrue(open.contains(result.recipient()), "a stranger's result: " + result);
      }
    }
  }

  /** A failed look-up must not tell anything about the write. */
  void neverGuesses(SettlerSample sample) {
    failures()
        .forEach(
            (what, reaction) -> {
              trial.tsp.forget();
              trial.tsp.answers(reaction);
              var settlement = settle(sample, Trial.HASTY);
              switch (settlement) {
                case Settler.Settlement.TryLater(var error) -> reads(what, error);
                case Settler.Settlement.CannotTell(var why) ->
                    canaries.assertNotIn("the settler", why);
                case Settler.Settlement.Applied _,
                    Settler.Settlement.NotApplied _,
                    Settler.Settlement.Progressed _ ->
                    throw new AssertionError(sample + " makes of " + what + ": " + settlement);
              }
            });
  }

  Settler.Settlement settle(SettlerSample sample, Duration timeout) {
    return trial
        .adapter
        .settler()
        .orElseThrow(() -> new AssertionError("there are settlements but no settler"))
        .settle(
            trial.write(sample.sample()),
            Unanswered.since(Trial.NOW.minus(AGO)),
            trial.access(sample.sample(), timeout));
  }

  private void reads(String what, TspError error) {
    assertFalse(error.maybeApplied(), () -> "a read applies nothing: " + what);
    canaries.assertNotIn("a look-up with " + what, error.toString());
  }

  Map<String, Reaction> failures() {
    var failures = new LinkedHashMap<String, Reaction>();
    var echo =
        trial.contract.errorBody(canaries.echo().replace("\\", "\\\\").replace("\"", "\\\""));
    for (var status : List.of(302, 400, 401, 403, 429, 500, 503)) {
      failures.put("status " + status, Reaction.reply(status, echo));
    }
    failures.put("HTML", Reaction.reply(200, "<html>", Map.of("Content-Type", "text/html")));
    failures.put("an empty 200", Reaction.reply(200, ""));
    failures.put("an empty object", Reaction.reply(200, "{}"));
    failures.put("half a body", Reaction.half(200, "{\"data\":[]}"));
    failures.put("a reset", Reaction.reset());
    failures.put("no answer", Reaction.silence());
    return failures;
  }

  void listsEveryRecordOnce(ListingSample sample) {
    trial.knowsNothing();
    script(sample.pages());
    var ids = new ArrayList<String>();
    var shape = Payloads.shape(sample.resource(), OperationType.CREATE);
    @Nullable String cursor = null;
    for (var page = 0; page == 0 || cursor != null; page++) {
      var listed =
          assertInstanceOf(
              Directory.Listing.Page.class, list(sample, cursor, Trial.PATIENT), "page " + page);
      for (var entry : listed.entries()) {
        ids.add(entry.source().value());
        entry
            .fields()
            .keySet()
            .forEach(name -> assertTrue(shape.field(name).isPresent(), () -> "no field " + name));
      }
      cursor = listed.next();
      assertTrue(page < sample.pages().size(), "the list does not end");
    }
    assertAsked(sample.pages());
    assertEquals(sample.ids(), ids);
  }

  /**
   * If a list cannot be read, the directory must fail with the error, and not return an empty page,
   * which would look like a fleet without vehicles.
   */
  void tellsWhyThereIsNoList(ListingSample sample) {
    trial.knowsNothing();
    failures()
        .forEach(
            (what, reaction) -> {
              trial.tsp.answers(reaction);
              var failed =
                  assertInstanceOf(
                      Directory.Listing.Failed.class, list(sample, null, Trial.HASTY), what);
              reads(what, failed.error());
            });
  }

  private Directory.Listing list(ListingSample sample, @Nullable String cursor, Duration timeout) {
    var access = trial.access(trial.settings("{}"), timeout);
    return trial
        .adapter
        .directory()
        .orElseThrow(() -> new AssertionError("there are listings but no directory"))
        .list(sample.resource(), cursor, access);
  }

  void testsWithOneHarmlessCall() {
    trial.knowsNothing();
    var call = trial.contract.test();
    script(List.of(call));
    var access = trial.access(trial.settings("{}"), Trial.PATIENT);
    assertEquals(Outcome.accepted(), trial.adapter.test(access));
    assertAsked(List.of(call));
    var hasty = trial.access(trial.settings("{}"), Trial.HASTY);
    failures()
        .forEach(
            (what, reaction) -> {
              trial.tsp.answers(reaction);
              var outcome = trial.adapter.test(hasty);
              var error = Told.error(outcome);
              if (error == null) {
                assertTrue(what.equals("an empty object"), () -> what + " passes for a good test");
                return;
              }
              reads(what, error);
            });
    trial.tsp.answers(Reaction.reply(401, "{}"));
    var refused = assertInstanceOf(Outcome.Rejected.class, trial.adapter.test(access));
    assertEquals("new credentials", Told.advice(refused.advice()));
  }
}
