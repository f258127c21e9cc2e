package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.Reaction;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks what becomes of a create that the TSP refuses because the record exists, after an earlier
 * attempt without an answer. The operation must succeed if its own earlier attempt made the record,
 * and in no other case. Either the adapter looks this up before it gives its outcome, or its
 * settler does so afterwards, as in the engine.
 */
final class DuplicateChecks {
  private static final String REFUSED = "rejected: validation, not applied, never";

  /** The engine looks the operation up again. */
  private static final String UNKNOWN = "rejected: validation, maybe applied, back-off";

  private final Trial trial;
  private final LookUpChecks lookUps;

  DuplicateChecks(Trial trial) {
    this.trial = trial;
    this.lookUps = new LookUpChecks(trial);
  }

  void endsAsTheLookUpSays(RefusedDuplicate duplicate) {
    var sample = duplicate.sample();
    var write = trial.write(sample);
    var safety = trial.writer(sample).repeatSafety(write);
    assertFalse(safety == RepeatSafety.NEVER, () -> duplicate + " is never repeated");
    var settlements =
        trial.contract.settlements().stream().filter(one -> one.sample().equals(sample)).toList();
    if (settlements.isEmpty()) {
      assertEquals(Told.ACCEPTED, Told.of(write, refused(duplicate, List.of())), "a key of ours");
      return;
    }
    assertTrue(
        settlements.stream().anyMatch(one -> isOurs(one.told())),
        () -> duplicate + " has no settlement by which it is ours");
    for (var settlement : settlements) {
      assertEquals(settlement.told(), end(duplicate, settlement), () -> "by " + settlement);
    }
    lookUps
        .failures()
        .forEach(
            (what, failure) -> {
              trial.tsp.forget();
              trial.tsp.answersEach(
                  _ -> trial.tsp.received().size() == 1 ? refusal(duplicate) : failure);
              var outcome = trial.send(sample, write, Trial.HASTY);
              assertFalse(
                  outcome instanceof Outcome.Accepted,
                  () -> duplicate + " is thought ours after " + what);
            });
  }

  private static boolean isOurs(String told) {
    return told.startsWith("applied") || told.equals(Told.PROGRESSED);
  }

  /**
   * What becomes of the operation in the end, in the words of {@link SettlerSample}: the adapter's
   * outcome or, after a plain refusal or an unknown outcome, what the settler finds.
   */
  private String end(RefusedDuplicate duplicate, SettlerSample settlement) {
    var write = trial.write(duplicate.sample());
    var outcome = refused(duplicate, settlement.lookUps());
    var told = Told.of(write, outcome);
    if (outcome instanceof Outcome.Accepted(var source, _, _)) {
      return source == null ? "applied" : "applied " + source;
    }
    if (!told.equals(REFUSED) && !told.equals(UNKNOWN)) {
      return told;
    }
    lookUps.script(settlement.lookUps());
    return Told.of(lookUps.settle(settlement, Trial.PATIENT));
  }

  private Outcome refused(RefusedDuplicate duplicate, List<ExpectedCall> then) {
    var call = duplicate.sample().calls().getFirst();
    var script = new ArrayList<ExpectedCall>();
    script.add(call.answered(duplicate.status(), duplicate.reply()));
    script.addAll(then);
    lookUps.script(script);
    return trial.send(duplicate.sample(), trial.write(duplicate.sample()), Trial.PATIENT);
  }

  private static Reaction refusal(RefusedDuplicate duplicate) {
    return Reaction.reply(duplicate.status(), duplicate.reply());
  }
}
