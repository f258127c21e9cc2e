package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.testkit.tsp.Trial.Step;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.Received;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TestJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks the requests that are sent, and what a dry run shows of them. */
final class RequestChecks {
  /** The headers that the outbound client adds to every request; they are not compared. */
  private static final Set<String> CLIENT =
      Set.of("host", "content-length", "user-agent", "accept-encoding", "connection");

  private static final UUID OTHER = UUID.fromString("01234567-89ab-7def-8123-0000000000ff");

  private final Trial trial;

  RequestChecks(Trial trial) {
    this.trial = trial;
  }

  void sendsExactly(Step step) {
    var outcome = sendGood(step);
    var received = trial.tsp.received();
    assertEquals(1, received.size(), () -> step + " should be one call: " + received);
    var request = received.getFirst();
    assertEquals(step.call().method(), request.method());
    assertEquals(step.call().target(Trial.OPERATION), request.target());
    var expected = step.call().body(Trial.OPERATION);
    assertTrue(
        ExpectedCall.same(expected, request.text()),
        () -> step + ": expected the body " + expected + " but was " + request.text());
    headers(step, request);
    if (!step.isLast()) {
      assertInstanceOf(Outcome.Progressed.class, outcome);
      return;
    }
    var accepted = assertInstanceOf(Outcome.Accepted.class, outcome);
    assertEquals(step.sample().source(), text(accepted.source()), "the id that the TSP gave");
    for (var result : accepted.recipients()) {
      assertEquals(RecipientResult.Status.DELIVERED, result.status());
      assertTrue(step.write().openRecipients().contains(result.recipient()), "a stranger's result");
    }
  }

  private static @Nullable String text(@Nullable Object source) {
    return source == null ? null : source.toString();
  }

  private void headers(Step step, Received request) {
    var expected = new LinkedHashMap<String, String>();
    trial.contract.headers().forEach((name, value) -> expected.put(lower(name), value));
    step.call().headers().forEach((name, value) -> expected.put(lower(name), value));
    if (step.call().body() == null) {
      expected.remove("content-type");
    }
    var actual = new LinkedHashMap<String, String>();
    request.headers().forEach((name, values) -> actual.put(name, String.join(", ", values)));
    actual.keySet().removeAll(CLIENT);
    assertEquals(new java.util.TreeMap<>(expected), new java.util.TreeMap<>(actual));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  void showsWhatItSends(Step step) {
    var ready = ready(step);
    if (step.number() == 0) {
      assertEquals(Set.copyOf(step.sample().notDelivered()), Set.copyOf(ready.notDelivered()));
    }
    sendGood(step);
    var sent = trial.tsp.received().getFirst();
    var shown = ready.request();
    assertEquals(shown.method(), sent.method());
    assertEquals(shown.url(), trial.tsp.url() + sent.target());
    var body = shown.shown() == null ? "" : shown.shown();
    assertTrue(
        ExpectedCall.same(body, sent.text()),
        () -> step + " shows " + body + " but sends " + sent.text());
    var actual = new java.util.TreeSet<>(sent.headers().keySet());
    actual.removeAll(CLIENT);
    var told = new java.util.TreeSet<String>();
    shown.headers().keySet().forEach(name -> told.add(lower(name)));
    shown.secretHeaders().forEach(name -> told.add(lower(name)));
    assertEquals(told, actual, "the headers shown and those sent");
    shown
        .headers()
        .forEach(
            (name, value) -> assertEquals(List.of(value), sent.headers().get(lower(name)), name));
  }

  void translatesPurely(Step step) {
    var first = trial.writer(step.sample()).translate(step.write());
    var second = trial.writer(step.sample()).translate(step.write());
    assertEquals(shown(first), shown(second), "two translations of one write");
    assertEquals(List.of(), trial.tsp.received(), "a translation makes no call");
    assertEquals(List.of(), trial.tsp.asidesReceived(), "a translation makes no read");
  }

  /** The second attempt of an operation must equal the first one, except for generated secrets. */
  void repeatsUnderTheSameKey(Step step) {
    sendGood(step);
    sendGood(step);
    var both = trial.tsp.received();
    assertEquals(2, both.size());
    assertEquals(both.getFirst().target(), both.getLast().target());
    var shown = ready(step).request().shown();
    for (var one : both) {
      assertTrue(
          ExpectedCall.same(shown == null ? "" : shown, one.text()),
          () -> "each attempt should send " + shown + " but one sent " + one.text());
    }
    assertEquals(headers(both.getFirst()), headers(both.getLast()));
  }

  private static Object headers(Received request) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeAll(CLIENT);
    return headers;
  }

  /**
   * A create that may be repeated without a look-up must carry a key by which the TSP recognizes
   * the repeat.
   */
  void isSafeOnlyUnderAKey(Step step) {
    var writer = trial.writer(step.sample());
    var safety = writer.repeatSafety(step.write());
    if (safety == RepeatSafety.LOOK_UP_FIRST) {
      assertTrue(trial.adapter.settler().isPresent(), "looking up first takes a settler");
      var told =
          trial.contract.settlements().stream()
              .filter(sample -> sample.sample().equals(step.sample()))
              .map(SettlerSample::told)
              .toList();
      assertTrue(
          told.contains("not applied") && told.stream().anyMatch(one -> !one.equals("not applied")),
          () -> step + " needs settlements of what is found and of what is not, and has " + told);
    }
    if (safety == RepeatSafety.SAFE && step.write().target() == null && step.number() == 0) {
      var other = trial.write(step.sample(), TestJson.object(step.sample().body()), OTHER);
      assertFalse(
          shown(writer.translate(step.write())).equals(shown(writer.translate(other))),
          () -> step + " is said to be safe to repeat, but carries no key of the operation");
      assertTrue(
          trial.contract.duplicates().stream().anyMatch(one -> one.sample().equals(step.sample())),
          () -> step + " is said to be safe to repeat: how does the TSP refuse a key it knows?");
    }
  }

  private Outcome sendGood(Step step) {
    trial.tsp.answers(step.call().reaction(Trial.OPERATION));
    return trial.send(step.sample(), step.write(), Trial.PATIENT);
  }

  private Translation.Ready ready(Step step) {
    return assertInstanceOf(Translation.Ready.class, trial.preview(step.sample(), step.write()));
  }

  static String shown(Translation translation) {
    return switch (translation) {
      case Translation.Ready(var request, var notDelivered, var warnings) ->
          request
              + " "
              + request.headers()
              + " "
              + request.shown()
              + " "
              + notDelivered
              + " "
              + warnings;
      case Translation.Faulty(var faults) -> faults.toString();
    };
  }
}
