package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.testkit.tsp.Trial.Step;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.Reaction;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks which outcome an adapter makes of each answer that the TSP sends, by status and by body.
 */
final class AnswerChecks {
  private static final String WORDS = "Ungültige Größe, 道路 №7";
  private static final Map<String, String> COOKIE = Map.of("Set-Cookie", "c=" + "x".repeat(40_000));
  private static final String SESSION = "session-of-a-stranger";

  private final Trial trial;
  private final Table table;

  AnswerChecks(Trial trial, Table table) {
    this.trial = trial;
    this.table = table;
  }

  void readsEveryStatus(Step step) {
    Table.statuses()
        .forEach(
            (status, standard) -> {
              var outcome = answered(step, status, trial.contract.errorBody(WORDS), Map.of());
              table.check(Table.row(status), standard, step, outcome, "status " + status);
              sentOnce(step, "status " + status);
              var error = Told.error(outcome);
              if (error != null) {
                tellsWhatHappened(step, status, error);
              }
            });
  }

  private void tellsWhatHappened(Step step, int status, TspError error) {
    var details = error.details();
    var path = URI.create(step.call().target(Trial.OPERATION)).getPath();
    for (var part :
        new String[] {
          trial.adapter.displayName(), step.call().method(), path, String.valueOf(status), WORDS
        }) {
      assertTrue(details.contains(part), () -> step + " should name " + part + ": " + details);
    }
    assertNothingOfOurs(step, details);
    var reply = error.reply();
    assertNotNull(reply, () -> step + " keeps no reply of " + status);
    assertEquals(status, reply.status());
    assertTrue(
        (details + reply.headers()).contains("req-4711"), () -> "the TSP's request id: " + error);
    assertTrue(!error.toString().contains(SESSION), "no cookie is kept");
  }

  static void assertNothingOfOurs(Step step, String details) {
    assertTrue(
        !details.contains("Exception") && !details.contains("java.") && !details.contains("null"),
        () -> step + " tells of our own insides: " + details);
  }

  void obeysRetryAfter(Step step) {
    wait(step, 429, "0.40235", "throttled for PT0.403S");
    wait(step, 429, "7", "throttled for PT7S");
    wait(step, 429, "Fri, 20 Nov 2026 08:30:05 GMT", "throttled for PT5S");
    wait(step, 429, "soon", "throttled for null");
    wait(step, 503, "2.5", "rejected: tsp, maybe applied, after PT2.5S");
  }

  private void wait(Step step, int status, String retryAfter, String standard) {
    var outcome = answered(step, status, "{}", Map.of("Retry-After", retryAfter));
    table.check(Table.row(status), standard, step, outcome, status + " after " + retryAfter);
  }

  void followsNoRedirect(Step step) {
    for (var status : new int[] {301, 302, 303, 307, 308}) {
      var here = trial.tsp.url() + "/elsewhere";
      var outcome = answered(step, status, "", Map.of("Location", here));
      table.check(Table.row(status), Table.REDIRECTED, step, outcome, "redirect");
      assertEquals(1, trial.tsp.received().size(), () -> step + " follows a " + status);
    }
  }

  /**
   * A status of 200 means that the TSP has accepted the write, even if the body cannot be read: the
   * adapter must send the write only once, and its outcome must be that of the table.
   */
  void neverRepeatsAnUnreadableSuccess(Step step) {
    unreadable(step, "an HTML page", html(200));
    unreadable(step, "half a JSON text", Reaction.reply(200, "{\"id\":"));
    unreadable(step, "bytes that are no text", Reaction.reply(200, "\u0000\u0001\ufffe"));
    unreadable(step, "half a body", Reaction.half(200, step.call().reply()));
    unreadable(step, "a body without end", Reaction.endless(200));
    unreadable(step, "a gzip bomb", Reaction.bomb(200));
    var gzip = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    unreadable(step, "a gzip header over plain text", Reaction.reply(200, "{}", gzip));
    unreadable(step, "two lengths", Reaction.reply(200, "{}", Map.of("Content-Length", "9")));
    unreadable(step, "a cookie of 40 KB", Reaction.reply(200, "{}", COOKIE));
    unreadable(step, "a body that dribbles", Reaction.dribble(200, Duration.ofMillis(20)));
  }

  private void unreadable(Step step, String what, Reaction reaction) {
    trial.tsp.forget();
    trial.tsp.answers(reaction);
    var outcome = inTime(step, what, Trial.BRISK);
    table.check(Table.UNREADABLE_SUCCESS, Told.ACCEPTED, step, outcome, "a 200 with " + what);
    sentOnce(step, what);
  }

  /** The meaning of an answer must not depend on its content type. */
  void readsUnderAnyContentType(Step step) {
    trial.tsp.answers(step.call().reaction(Trial.OPERATION));
    var good = Told.of(step.write(), trial.send(step.sample(), step.write(), Trial.PATIENT));
    for (var type : new String[] {"text/html", "text/plain; charset=x-no-such", ";;", ""}) {
      var call = step.call();
      trial.tsp.answers(
          Reaction.reply(
              call.status(),
              ExpectedCall.filled(call.reply(), Trial.OPERATION),
              Map.of("Content-Type", type)));
      var told = Told.of(step.write(), trial.send(step.sample(), step.write(), Trial.PATIENT));
      assertEquals(good, told, () -> step + " under the content type " + type);
    }
  }

  void keepsAnErrorWhoseBodyIsLost(Step step) {
    for (var status : new int[] {400, 401, 500}) {
      var standard = String.valueOf(Table.statuses().get(status));
      var losses = new LinkedHashMap<String, Reaction>();
      losses.put("half a body", Reaction.half(status, trial.contract.errorBody(WORDS)));
      losses.put("an HTML page", html(status));
      losses.put("no body", Reaction.reply(status, ""));
      losses.put("a body without end", Reaction.endless(status));
      losses.put("a gzip bomb", Reaction.bomb(status));
      losses.forEach(
          (what, reaction) -> {
            trial.tsp.answers(reaction);
            var outcome = inTime(step, what, Trial.PATIENT);
            table.check(Table.row(status), standard, step, outcome, status + " with " + what);
            var error = Told.error(outcome);
            assertTrue(error == null || !error.details().contains("<html"), "no page in " + error);
          });
    }
  }

  void seesRefusalsInAnswersOfSuccess(Step step) {
    var refusals = new ArrayList<>(step.sample().refusals());
    if (step.write().payload().recipients().size() <= 1) {
      refusals.addAll(trial.contract.refusals());
    }
    for (var refusal : List.copyOf(refusals)) {
      if (refusal.told().startsWith("throttled for")
          && !refusal.headers().containsKey("Retry-After")) {
        var headers = new LinkedHashMap<>(refusal.headers());
        headers.put("Retry-After", "7");
        refusals.add(
            new TspSample.Refusal(
                refusal.status(), refusal.reply(), headers, refusal.words(), "throttled for PT7S"));
      }
    }
    for (var refusal : refusals) {
      trial.tsp.answers(Reaction.reply(refusal.status(), refusal.reply(), refusal.headers()));
      trial.tsp.forget();
      var outcome = trial.send(step.sample(), step.write(), Trial.PATIENT);
      sentOnce(step, refusal.reply());
      var error = Told.error(outcome);
      assertTrue(
          error == null || error.details().contains(refusal.words()),
          () -> step + " should say \"" + refusal.words() + "\": " + error);
      assertEquals(refusal.told(), Told.of(step.write(), outcome), refusal.reply());
      assertNull(outcome instanceof Outcome.Accepted(var source, _, _) ? source : null);
    }
  }

  private static Reaction html(int status) {
    return Reaction.reply(
        status,
        "<html><body><h1>Welcome</h1></body></html>",
        Map.of("Content-Type", "text/html; charset=utf-8"));
  }

  private Outcome answered(Step step, int status, String body, Map<String, String> more) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("X-Request-Id", "req-4711");
    headers.put("Set-Cookie", "id=" + SESSION);
    headers.putAll(more);
    trial.tsp.forget();
    trial.tsp.answers(Reaction.reply(status, body, headers));
    return inTime(step, "status " + status, Trial.PATIENT);
  }

  private Outcome inTime(Step step, String what, Duration timeout) {
    var began = System.nanoTime();
    var outcome = trial.send(step.sample(), step.write(), timeout);
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(
        took.compareTo(timeout.plusSeconds(5)) < 0, () -> step + " took " + took + " with " + what);
    return outcome;
  }

  private void sentOnce(Step step, String circumstances) {
    var writes = trial.writesReceived();
    assertEquals(1, writes.size(), () -> step + ", " + circumstances + ", sent " + writes);
  }
}
