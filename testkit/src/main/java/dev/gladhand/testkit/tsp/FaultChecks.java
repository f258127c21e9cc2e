package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.Sending;
import dev.gladhand.domain.tsp.SentRequest;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.testkit.tsp.Trial.Step;
import dev.gladhand.testkit.tsp.sample.Reaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks how an adapter handles missing answers. */
final class FaultChecks {
  private final Trial trial;
  private final Table table;

  FaultChecks(Trial trial, Table table) {
    this.trial = trial;
    this.table = table;
  }

  void knowsThatNothingWasSent(Step step) {
    trial.tsp.close();
    var outcome = trial.send(step.sample(), step.write(), Trial.PATIENT);
    table.check(Table.REFUSED_CONNECTION, Table.NOT_SENT, step, outcome, "connection refused");
    var error = Told.error(outcome);
    assertTrue(error != null && error.details().contains(trial.adapter.displayName()));
  }

  /**
   * If the engine says just before the request leaves that it may no longer be sent, the adapter
   * must not send it. That happens in a process that stood still for so long that another node may
   * have taken over the operation.
   */
  void sendsNothingThatMayNotLeave(Step step) {
    var outcome =
        trial
            .writer(step.sample())
            .send(step.write(), trial.access(step.sample(), Trial.PATIENT).telling(new TooLate()));
    var error = Told.error(outcome);
    assertTrue(
        error != null && !error.maybeApplied(), () -> step + ": " + Told.of(step.write(), outcome));
    assertEquals(List.of(), trial.writesReceived(), step + " is sent though it may not leave");
  }

  private static final class TooLate implements Sending {
    @Override
    public void accept(SentRequest request) {}

    @Override
    public boolean mayLeave() {
      return false;
    }
  }

  void takesALostAnswerForMaybeApplied(Step step) {
    lost(step, "reset after the request", Reaction.reset());
    lost(step, "closed after the request", Reaction.hangUp());
    trial.tsp.forget();
    trial.tsp.answers(Reaction.silence());
    var outcome = trial.send(step.sample(), step.write(), Trial.HASTY);
    table.check(Table.NO_ANSWER, Table.LOST, step, outcome, "no answer in time");
    assertEquals(1, trial.tsp.received().size(), "sent again after a time-out");
  }

  private void lost(Step step, String what, Reaction reaction) {
    trial.tsp.forget();
    trial.tsp.answers(reaction);
    var outcome = trial.send(step.sample(), step.write(), Trial.PATIENT);
    table.check(Table.BROKEN_CONNECTION, Table.LOST, step, outcome, what);
    assertEquals(1, trial.tsp.received().size(), "sent again when " + what);
  }

  /**
   * The TSP resets the connection before it reads the request. The outcome must be a network error
   * that is tried again after a back-off, with "not applied" or "maybe applied"; for several
   * recipients, it may also be an unknown result of one of them.
   */
  void survivesAConnectionThatIsCutAtOnce(Step step) {
    trial.tsp.cutsEveryConnection();
    var outcome = trial.send(step.sample(), step.write(), Trial.PATIENT);
    var error = Told.error(outcome);
    if (error == null) {
      var told = Told.of(step.write(), outcome);
      assertTrue(told.equals(Told.RECIPIENT_UNKNOWN), told);
      return;
    }
    assertEquals(ErrorType.NETWORK, error.type());
    var advice = assertInstanceOf(Outcome.Rejected.class, outcome).advice();
    assertInstanceOf(Retry.Backoff.class, advice);
  }

  void makesNoCallWithoutCredentials(Step step) {
    var access = trial.access(step.sample(), Trial.PATIENT);
    var nothing =
        new TspAccess(
            access.connection(), new Credentials(Fields.NONE), access.settings(), access.timeout());
    var outcome = trial.writer(step.sample()).send(step.write(), nothing);
    assertEquals(
        "rejected: auth, not applied, new credentials",
        Told.of(step.write(), outcome),
        () -> step + " without credentials");
    assertTrue(trial.tsp.received().isEmpty(), "a call without credentials");
    assertTrue(trial.tsp.asidesReceived().isEmpty(), "a read without credentials");
  }

  /** If a fact on which the request depends cannot be read, nothing may be written. */
  void writesNothingWithoutItsFacts(Step step) {
    var failures = new LinkedHashMap<String, Reaction>();
    for (var status : List.of(302, 400, 401, 403, 404, 408, 429, 500, 503)) {
      failures.put("status " + status, Reaction.reply(status, trial.contract.errorBody("no")));
    }
    failures.put("HTML", Reaction.reply(200, "<html>", Map.of("Content-Type", "text/html")));
    failures.put("half a body", Reaction.half(200, "{\"id\":1,\"name\":\"x\"}"));
    failures.put("a reset", Reaction.reset());
    failures.put("no answer", Reaction.silence());
    failures.forEach(
        (what, reaction) -> {
          trial.tsp.forget();
          trial.withoutFacts(step.sample(), reaction);
          var outcome = trial.send(step.sample(), step.write(), Trial.HASTY);
          var error = Told.error(outcome);
          assertTrue(error != null, () -> step + " succeeds although its fact met " + what);
          assertTrue(
              error == null || !error.maybeApplied(), () -> step + ": a read applies nothing");
          assertEquals(List.of(), trial.writesReceived(), step + " is written without its fact");
          assertEquals(1, trial.tsp.asidesReceived().size(), "a read is not repeated");
          trial.canaries().assertNotIn("a read with " + what, String.valueOf(error));
        });
  }

  void asksForItsCredentials() {
    var faults = new Faults();
    trial.adapter.credentials().read(Map.of(), faults);
    assertTrue(!faults.none(), "empty credentials are taken");
    assertTrue(!trial.adapter.settings().hosts().isEmpty(), "the TSP's own hosts are not named");
  }
}
