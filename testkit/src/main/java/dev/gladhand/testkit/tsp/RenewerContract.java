package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.json.JsonWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of renewers of credentials. An adapter's test extends this class with expired
 * credentials and with the answers of its TSP.
 */
public abstract class RenewerContract {
  private static final String WORDS = "the account is closed";

  protected abstract TspAdapterFactory factory();

  /** Expired credentials as JSON; their secrets have at least 12 characters. */
  protected abstract String credentials() throws Exception;

  /** The settings of the connection as JSON. */
  protected String settings() {
    return "{}";
  }

  /**
   * The method and URL of the one call that a renewal makes, such as {@code POST
   * https://example.com/token}.
   */
  protected abstract String call();

  /** The body of a successful answer with new tokens. */
  protected abstract String good();

  /** The members of the credentials that a successful answer sets. */
  protected abstract Set<String> renewed();

  /**
   * The status and the body of a permanent refusal.
   *
   * @param words the TSP's message, escaped for a JSON string
   */
  protected abstract Refusal refusal(String words);

  /**
   * Bodies of answers with the status 200 that hold no new tokens, in addition to the unreadable
   * ones that every renewer is tested with.
   */
  protected List<String> empty() {
    return List.of();
  }

  /**
   * Bodies of answers with the status 200 that direct the adapter to a foreign host, {@code
   * evil.example}, which it must never call.
   */
  protected List<String> strangers() {
    return List.of();
  }

  /** A TSP's refusal. */
  public record Refusal(int status, String body) {}

  private AdapterBench bench() throws Exception {
    return new AdapterBench(factory(), settings(), credentials());
  }

  private static Renewer renewer(AdapterBench bench) {
    return bench.adapter.renewer().orElseThrow();
  }

  private Renewal renew(AdapterBench bench) {
    var renewal = renewer(bench).renew(bench.access(), AdapterBench.NOW);
    assertEquals(List.of(call()), bench.calls.lines(), "the calls of one renewal");
    var canaries = new Canaries(bench.adapter.credentials(), bench.credentials);
    switch (renewal) {
      case Renewal.Renewed _ -> {}
      case Renewal.Refused(var error) -> canaries.assertNotIn("a refusal", error.details());
      case Renewal.TryLater(var error, _) -> canaries.assertNotIn("a delay", error.details());
    }
    return renewal;
  }

  @Test
  final void renewsWithOneCallAndDropsNothing() throws Exception {
    var bench = bench();
    assertTrue(renewer(bench).renewable(bench.credentials));
    assertTrue(renewer(bench).expired(bench.credentials, AdapterBench.NOW));
    bench.calls.reply(200, good());
    var fresh = assertInstanceOf(Renewal.Renewed.class, renew(bench)).credentials();
    assertFalse(renewer(bench).expired(fresh, AdapterBench.NOW));
    assertTrue(renewer(bench).renewable(fresh), "it can be renewed again");
    var before = bench.credentials.fields().toJson();
    var after = fresh.fields().toJson();
    before.forEach(
        (name, value) -> {
          if (!renewed().contains(name)) {
            assertEquals(value, after.get(name), name);
          }
        });
    for (var name : renewed()) {
      assertFalse(String.valueOf(after.get(name)).equals(String.valueOf(before.get(name))), name);
    }
    var faults = new Faults();
    assertEquals(fresh, bench.adapter.credentials().read(after, faults), "as they are stored");
    assertTrue(faults.none(), () -> faults.list().toString());
  }

  @Test
  final void tellsARefusalInTheWordsOfTheTspAndNoSecret() throws Exception {
    var bench = bench();
    var echo = new Canaries(bench.adapter.credentials(), bench.credentials).echo();
    var written = JsonWriter.text(WORDS + " " + echo);
    var refusal = refusal(written.substring(1, written.length() - 1));
    bench.calls.reply(refusal.status(), refusal.body());
    var refused = assertInstanceOf(Renewal.Refused.class, renew(bench));
    assertTrue(refused.error().details().contains(WORDS), refused.error().details());
  }

  @Test
  final void waitsAsLongAsTheTspAsks() throws Exception {
    var bench = bench();
    bench.calls.reply(429, "{}", "retry-after", "58");
    var later = assertInstanceOf(Renewal.TryLater.class, renew(bench));
    assertEquals(Duration.ofSeconds(58), later.after());
  }

  @Test
  final void triesLaterWhereNobodyKnows() throws Exception {
    for (var status : List.of(500, 502, 503, 504)) {
      var bench = bench();
      bench.calls.reply(status, "<h1>Oops</h1>");
      assertInstanceOf(Renewal.TryLater.class, renew(bench), () -> "after a " + status);
    }
    for (var maybeSent : List.of(true, false)) {
      var bench = bench();
      bench.calls.fail(TspCalls.Kind.RESET, maybeSent);
      assertInstanceOf(Renewal.TryLater.class, renew(bench));
    }
    var bench = bench();
    bench.calls.breakOff(200);
    assertInstanceOf(Renewal.TryLater.class, renew(bench));
  }

  @Test
  final void takesNothingFromAnAnswerThatHoldsNothing() throws Exception {
    var answers = new ArrayList<>(List.of("", "<html>", "{}", "[]", "null", "\"x\""));
    answers.addAll(empty());
    for (var answer : answers) {
      var bench = bench();
      bench.calls.reply(200, answer);
      assertInstanceOf(Renewal.TryLater.class, renew(bench), () -> "after " + answer);
    }
  }

  @Test
  final void followsNoStranger() throws Exception {
    for (var status : List.of(301, 302, 303, 307, 308)) {
      var bench = bench();
      bench.calls.reply(status, "", "location", "https://evil.example/token");
      assertStays(bench, renew(bench));
    }
    for (var answer : strangers()) {
      var bench = bench();
      bench.calls.reply(200, answer);
      assertStays(bench, renew(bench));
    }
  }

  private static void assertStays(AdapterBench bench, Renewal renewal) {
    assertFalse(renewal instanceof Renewal.Renewed, "a stranger renews nothing");
    bench
        .calls
        .made()
        .forEach(call -> assertFalse(URI.create(call.url()).getHost().contains("evil")));
  }

  @Test
  final void renewsNothingWhereNothingRunsOut() throws Exception {
    var bench = bench();
    var none = new Credentials(Fields.NONE);
    assertFalse(renewer(bench).renewable(none));
    assertFalse(renewer(bench).expired(none, AdapterBench.NOW));
  }
}
