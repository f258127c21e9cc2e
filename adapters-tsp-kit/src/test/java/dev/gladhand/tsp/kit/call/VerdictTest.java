package dev.gladhand.tsp.kit.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.FakeCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final TspRequest REQUEST =
      new TspRequest("POST", "https://tsp.example/rpc", Map.of(), List.of(), "{}", "{}");
  private static final Login LOGIN =
      new Login(Map.of(), Secrets.NONE.and(List.of("a-secret-of-the-fleet")));
  private static final Duration TIMEOUT = Duration.ofSeconds(7);

  private final FakeCalls calls = new FakeCalls();
  private final TspHttp http =
      new TspHttp(
          "Tsp", calls, InstantSource.fixed(Instant.parse("2026-11-20T08:30:00Z")), this::verdict);

  private Verdict verdict(Exchange.Answered answer) {
    var code = answer.header("x-code");
    if (code != null) {
      return new Verdict.Refused(ErrorType.AUTH, false, new Retry.NewCredentials(), "code " + code);
    }
    if (!answer.whole()) {
      return new Verdict.Refused(ErrorType.TSP, true, new Retry.Backoff(), "the answer broke off");
    }
    return switch (answer.text()) {
      case "8011,slow down" -> new Verdict.Throttled(answer.text(), Duration.ofMinutes(30));
      case "60,general error" ->
          new Verdict.Refused(ErrorType.TSP, true, new Retry.Backoff(), answer.text());
      case "7,a-secret-of-the-fleet" ->
          new Verdict.Refused(ErrorType.VALIDATION, false, new Retry.Never(), answer.text());
      default -> new Verdict.ByStatus();
    };
  }

  private Exchange write() {
    return http.write(REQUEST, LOGIN, TIMEOUT, _ -> {});
  }

  private static Outcome.Rejected rejected(Exchange exchange) {
    return assertInstanceOf(
        Outcome.Rejected.class, assertInstanceOf(Exchange.Failed.class, exchange).outcome());
  }

  private static Outcome.Throttled throttled(Exchange exchange) {
    return assertInstanceOf(
        Outcome.Throttled.class, assertInstanceOf(Exchange.Failed.class, exchange).outcome());
  }

  @Test
  void anAnswerOf200MayBeAFailure() {
    calls.reply(200, "60,general error");
    var refused = rejected(write());
    assertTrue(refused.error().maybeApplied());
    assertEquals(new Retry.Backoff(), refused.advice());
    assertEquals(
        "Tsp answered POST https://tsp.example/rpc with 200: 60,general error",
        refused.error().details());
  }

  @Test
  void aHeaderMayRefuse() {
    calls.reply(200, "", "x-code", "1001");
    assertEquals(new Retry.NewCredentials(), rejected(write()).advice());
  }

  @Test
  void aReadAppliesNothingWhateverTheVerdictSays() {
    calls.reply(200, "60,general error");
    assertFalse(rejected(http.read(REQUEST, LOGIN, TIMEOUT)).error().maybeApplied());
  }

  @Test
  void aLimitMayBeToldInA200() {
    calls.reply(200, "8011,slow down");
    assertEquals(Duration.ofMinutes(30), throttled(write()).retryAfter());
    calls.reply(200, "8011,slow down", "retry-after", "58");
    assertEquals(Duration.ofSeconds(58), throttled(write()).retryAfter());
  }

  @Test
  void aBackOffWaitsAsLongAsTheHeaderSays() {
    calls.reply(200, "60,general error", "retry-after", "9");
    assertEquals(new Retry.After(Duration.ofSeconds(9)), rejected(write()).advice());
  }

  @Test
  void anAnswerThatBrokeOffIsReadAsWell() {
    calls.breakOff(200);
    assertTrue(rejected(write()).error().maybeApplied());
  }

  @Test
  void theWordsTellNoSecret() {
    calls.reply(200, "7,a-secret-of-the-fleet");
    assertFalse(rejected(write()).error().details().contains("a-secret-of-the-fleet"));
  }

  @Test
  void theStatusDecidesTheRest() {
    calls.reply(200, "fine").reply(429, "fine").reply(500, "fine");
    assertInstanceOf(Exchange.Answered.class, write());
    assertNull(throttled(write()).retryAfter());
    assertTrue(rejected(write()).error().maybeApplied());
  }
}
