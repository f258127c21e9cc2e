package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.tsp.SentRequest;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.testkit.tsp.Trial.Step;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.FakeTsp;
import dev.gladhand.testkit.tsp.sample.Reaction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that secrets stay hidden from partners if a TSP echoes the credentials in every possible
 * place.
 */
final class SecretChecks {
  private static final String MARK = "{secrets}";

  private final Trial trial;
  private final Canaries canaries;

  SecretChecks(Trial trial) {
    this.trial = trial;
    this.canaries = trial.canaries();
  }

  void tellsNoSecret(Step step) {
    var access = trial.access(step.sample(), Trial.PATIENT);
    canaries.assertNotIn("TspAccess.toString", access.toString());
    canaries.assertNotIn("the adapter's toString", trial.adapter.toString());
    dryRun(step);
    learnHeaders(step);
    tellsWhatIsSent(step);
    for (var status : List.of(200, 201, 302, 400, 401, 403, 409, 429, 500)) {
      for (var body :
          List.of(
              trial.contract.errorBody(MARK), "\"" + MARK + "\"", MARK, "<html>" + MARK, "[]")) {
        echo(step, status, body);
      }
    }
    throwBackTheRequest(step);
    trial.tsp.answers(this::throwBack);
    canaries.assertNotIn("a garbled answer", String.valueOf(send(step)));
  }

  private boolean throwBack(FakeTsp.Peer peer) throws java.io.IOException {
    peer.send(canaries.echo() + "\r\n\r\n");
    return false;
  }

  /**
   * Values that are generated for one attempt, such as a password, must stay hidden like the
   * credentials.
   */
  private void throwBackTheRequest(Step step) {
    if (!(trial.preview(step.sample(), step.write()) instanceof Translation.Ready ready)) {
      return;
    }
    var shown = String.valueOf(ready.request().shown());
    var known = trial.credentials.fields().toJson().values();
    for (var status : List.of(200, 400, 409, 500)) {
      trial.tsp.forget();
      trial.tsp.answersEach(
          request ->
              Reaction.reply(
                  status, trial.contract.errorBody(request.text().replace("\"", "\\\""))));
      var told = String.valueOf(send(step));
      for (var secret : ExpectedCall.secrets(shown, trial.tsp.received().getFirst().text())) {
        assertFalse(
            !known.contains(secret) && !known.contains(decoded(secret)) && told.contains(secret),
            () -> step + " tells what it made up: " + told);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** Neither the body nor a secret may be printed by the process. */
  void printsNothing(Step step) {
    var printed = new ByteArrayOutputStream();
    var streams = List.of(System.out, System.err);
    var both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      trial.tsp.answers(step.call().reaction(Trial.OPERATION));
      send(step);
    } finally {
      System.setOut(streams.getFirst());
      System.setErr(streams.getLast());
    }
    var text = printed.toString(StandardCharsets.UTF_8);
    var sent = trial.tsp.received().getFirst().text();
    assertFalse(!sent.isEmpty() && text.contains(sent), () -> step + " prints " + text);
    canaries.assertNotIn("what was printed", text);
  }

  private void dryRun(Step step) {
    var translation = trial.writer(step.sample()).translate(step.write());
    canaries.assertNotIn("a dry run", RequestChecks.shown(translation));
    canaries.assertNotIn("Translation.toString", translation.toString());
    if (translation instanceof Translation.Ready(var request, _, _)) {
      canaries.assertNotIn("the request to be", request + request.headers().toString());
    }
  }

  /**
   * Sends the write, and adds the values of its secret headers to the secrets that must not appear;
   * the successful outcome must contain none.
   */
  private void learnHeaders(Step step) {
    trial.tsp.answers(step.call().reaction(Trial.OPERATION));
    var outcome = send(step);
    if (trial.writer(step.sample()).translate(step.write())
        instanceof Translation.Ready(var request, _, _)) {
      for (var name : request.secretHeaders()) {
        var sent =
            trial.tsp.received().getFirst().headers().get(name.toLowerCase(java.util.Locale.ROOT));
        canaries.sent(sent == null ? List.of() : sent);
      }
    }
    canaries.assertNotIn("a success", outcome.toString());
  }

  /** The stored request of an attempt must be the one that was sent, without its secrets. */
  private void tellsWhatIsSent(Step step) {
    trial.tsp.answers(step.call().reaction(Trial.OPERATION));
    var told = new ArrayList<SentRequest>();
    var access = trial.access(step.sample(), Trial.PATIENT).telling(told::add);
    var _ = trial.writer(step.sample()).send(step.write(), access);
    assertFalse(told.isEmpty(), "nothing is told of what was sent");
    for (var one : told) {
      canaries.assertNotIn("what is told as sent", one.toString());
      assertTrue(
          trial.tsp.received().stream()
              .anyMatch(
                  request ->
                      request.method().equals(one.method())
                          && one.url().endsWith(request.target())
                          && isBody(request.text(), one.body())),
          () -> "nobody received " + one);
    }
  }

  private static boolean isBody(String received, @Nullable String told) {
    return told == null
        ? received.isEmpty()
        : told.contains(CredentialsSchema.MASK) || told.equals(received);
  }

  private void echo(Step step, int status, String body) {
    var echoed = canaries.echo();
    var json = body.startsWith("{") || body.startsWith("\"");
    var text = json ? echoed.replace("\\", "\\\\").replace("\"", "\\\"") : echoed;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", json ? "application/json" : "text/plain");
    for (var name : List.of("X-Request-Id", "Server", "Warning", "Location", "X-RateLimit-Scope")) {
      headers.put(name, echoed.replace("\n", " "));
    }
    trial.tsp.answers(Reaction.reply(status, body.replace(MARK, text), headers));
    var outcome = send(step);
    canaries.assertNotIn("the outcome of a " + status, outcome.toString());
    canaries.assertNotIn("the words of a " + status, Told.of(step.write(), outcome));
  }

  private dev.gladhand.domain.outcome.Outcome send(Step step) {
    return trial.send(step.sample(), step.write(), Trial.PATIENT);
  }
}
