package dev.gladhand.tsp.kit.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspCalls.Kind;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.FakeCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TspHttpTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  private static final String TOKEN = "canary+token/0123=";
  private static final TspRequest REQUEST =
      new TspRequest(
          "POST",
          "https://tsp.example/v1/things?x=1",
          Map.of("Accept", "application/json"),
          List.of("Authorization"),
          "{}",
          "{}");
  private static final Login LOGIN =
      new Login(Map.of("Authorization", "Bearer " + TOKEN), Secrets.NONE);
  private static final Duration TIMEOUT = Duration.ofSeconds(7);

  private final FakeCalls calls = new FakeCalls();
  private final TspHttp http = new TspHttp("Tsp", calls, InstantSource.fixed(NOW));

  private Exchange write() {
    return http.write(REQUEST, LOGIN, TIMEOUT, _ -> {});
  }

  private Exchange read() {
    return http.read(REQUEST, LOGIN, TIMEOUT);
  }

  private static Outcome.Rejected rejected(Exchange exchange) {
    return assertInstanceOf(
        Outcome.Rejected.class, assertInstanceOf(Exchange.Failed.class, exchange).outcome());
  }

  @Test
  void makesTheCallOnceWithTheCredential() {
    calls.reply(200, "{}");
    write();
    var call = calls.made.getFirst();
    assertEquals(1, calls.made.size());
    assertEquals("POST", call.method());
    assertEquals("https://tsp.example/v1/things?x=1", call.url());
    assertEquals(
        Map.of("Authorization", "Bearer " + TOKEN, "Accept", "application/json"), call.headers());
    assertEquals("{}", calls.body(0));
    assertEquals(TIMEOUT, call.timeout());
    assertEquals(256 * 1024, call.maxReply());
  }

  @Test
  void tellsACallOfAWriteFromOthers() {
    calls.reply(200, "{}").reply(200, "{}");
    write();
    read();
    assertEquals(List.of(true, false), calls.made.stream().map(TspCalls.Call::writes).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "300,TSP,true,Never",
    "301,TSP,true,Never",
    "302,TSP,true,Never",
    "303,TSP,true,Never",
    "304,TSP,true,Never",
    "307,TSP,true,Never",
    "308,TSP,true,Never",
    "400,VALIDATION,false,Never",
    "401,AUTH,false,NewCredentials",
    "402,VALIDATION,false,Never",
    "403,AUTH,false,Never",
    "404,VALIDATION,false,Never",
    "405,VALIDATION,false,Never",
    "408,TSP,true,Backoff",
    "409,VALIDATION,false,Never",
    "410,VALIDATION,false,Never",
    "413,VALIDATION,false,Never",
    "414,VALIDATION,false,Never",
    "415,VALIDATION,false,Never",
    "421,NETWORK,false,Backoff",
    "422,VALIDATION,false,Never",
    "451,VALIDATION,false,Never",
    "500,TSP,true,Backoff",
    "501,TSP,true,Backoff",
    "502,TSP,true,Backoff",
    "503,TSP,true,Backoff",
    "504,TSP,true,Backoff",
    "599,TSP,true,Backoff",
    "777,TSP,true,Backoff"
  })
  void meansByTheStatus(int status, ErrorType type, boolean maybeApplied, String advice) {
    calls.reply(status, "").breakOff(status).reply(status, "");
    for (var answer : List.of(write(), write())) {
      var rejected = rejected(answer);
      assertEquals(type, rejected.error().type());
      assertEquals(maybeApplied, rejected.error().maybeApplied());
      assertEquals(advice, rejected.advice().getClass().getSimpleName());
      assertEquals(status, assertNotNullReply(rejected.error()).status());
    }
    var ofRead = rejected(read());
    assertFalse(ofRead.error().maybeApplied(), "a read applies nothing");
    assertEquals(type, ofRead.error().type());
  }

  private static TspReply assertNotNullReply(TspError error) {
    assertNotNull(error.reply());
    return error.reply();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isTheNetworksFaultWhereNoAnswerCame(Kind kind) {
    calls.fail(kind, false).fail(kind, true).fail(kind, true);
    var certain = rejected(write());
    assertEquals(ErrorType.NETWORK, certain.error().type());
    assertFalse(certain.error().maybeApplied());
    assertEquals(kind == Kind.PROTOCOL, certain.advice() instanceof Retry.Never);
    var doubtful = rejected(write());
    assertEquals(ErrorType.NETWORK, doubtful.error().type());
    assertTrue(doubtful.error().maybeApplied());
    assertInstanceOf(Retry.Backoff.class, doubtful.advice());
    assertNull(doubtful.error().reply());
    assertFalse(rejected(read()).error().maybeApplied());
  }

  @ParameterizedTest
  @CsvSource({
    "0.40235,403",
    "1,1000",
    "0,0",
    ".5,500",
    "2.,2000",
    "99999999999999999999,86400000",
    "'Fri, 20 Nov 2026 08:30:05 GMT',5000",
    "'Fri, 20 Nov 2026 08:29:00 GMT',0",
    "'Friday, 20-Nov-26 08:30:05 GMT',5000",
    "'Fri Nov 20 08:30:05 2026',5000",
    "'Sun, 20 Nov 2033 08:30:05 GMT',86400000"
  })
  void waitsAsLongAsA429Says(String retryAfter, long millis) {
    calls.reply(429, "\"slow down\"", "retry-after", retryAfter);
    var throttled =
        assertInstanceOf(
            Outcome.Throttled.class, assertInstanceOf(Exchange.Failed.class, write()).outcome());
    assertEquals(Duration.ofMillis(millis), throttled.retryAfter());
    assertFalse(throttled.error().maybeApplied());
    assertEquals(ErrorType.TSP, throttled.error().type());
  }

  @Test
  void countsADateFromTheTspsOwnTime() {
    // Five minutes behind ours, and then ahead.
    for (var time : List.of("08:25", "08:35")) {
      calls.reply(
          429,
          "",
          "retry-after",
          "Fri, 20 Nov 2026 " + time + ":05 GMT",
          "date",
          "Fri, 20 Nov 2026 " + time + ":00 GMT");
      var outcome = assertInstanceOf(Exchange.Failed.class, write()).outcome();
      assertEquals(
          Duration.ofSeconds(5), assertInstanceOf(Outcome.Throttled.class, outcome).retryAfter());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"soon", "-1", "1e9", "0x10", "NaN", "", "1,5", "Fri, 99 Nov 2026 08:30:05 GMT"})
  void hearsNothingInANonsenseWait(String retryAfter) {
    calls.reply(429, "", "retry-after", retryAfter);
    var outcome = assertInstanceOf(Exchange.Failed.class, write()).outcome();
    assertNull(assertInstanceOf(Outcome.Throttled.class, outcome).retryAfter());
  }

  @Test
  void obeysTheWaitOfA503() {
    calls.reply(503, "", "retry-after", "2.5").reply(400, "", "retry-after", "2.5");
    assertEquals(new Retry.After(Duration.ofMillis(2500)), rejected(write()).advice());
    assertInstanceOf(Retry.Never.class, rejected(write()).advice());
  }

  @Test
  void leavesASuccessToTheAdapter() {
    calls
        .reply(200, "{\"a\":1.10}")
        .reply(204, "")
        .reply(200, "<p>")
        .breakOff(200)
        .reply(200, "{} x")
        .reply(299, "null");
    var whole = assertInstanceOf(Exchange.Answered.class, write());
    assertEquals("{\"a\":1.10}", String.valueOf(whole.json()));
    var empty = assertInstanceOf(Exchange.Answered.class, write());
    assertTrue(empty.empty());
    assertNull(empty.json());
    assertNull(assertInstanceOf(Exchange.Answered.class, write()).json());
    var broken = assertInstanceOf(Exchange.Answered.class, write());
    assertFalse(broken.whole());
    assertFalse(broken.empty());
    assertNull(broken.json());
    assertNull(assertInstanceOf(Exchange.Answered.class, write()).json());
    assertTrue(assertInstanceOf(Exchange.Answered.class, write()).json().isNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"bad\",\"requestId\":\"r1\"}|: bad (request id r1)",
        "\"plain\"|: plain",
        "{\"Message\":\"a\",\"MessageDetail\":\"b\"}|: a; b",
        "{\"error\":\"invalid_grant\",\"error_description\":\"used\"}|: used",
        "{\"errors\":{\"name\":[\"taken\"]}}|: {\"errors\":{\"name\":[\"taken\"]}}",
        "{\"message\":{\"a\":1}}|: {\"a\":1}",
        "just text|: just text",
        "null|''"
      })
  void tellsWhatTheTspSays(String body, String told) {
    calls.reply(400, body);
    assertEquals(
        "Tsp answered POST https://tsp.example/v1/things?x=1 with 400" + told,
        rejected(write()).error().details());
  }

  @Test
  void tellsAPageForPeopleShort() {
    calls.reply(
        502,
        "<html><body>Bad gateway</body></html>",
        "content-type",
        "text/html; charset=utf-8",
        "x-request-id",
        "r9");
    assertEquals(
        "Tsp answered POST https://tsp.example/v1/things?x=1 with 502: an HTML page (request id r9)",
        rejected(write()).error().details());
  }

  @Test
  void findsTheRequestIdUnderAnyTspsOwnName() {
    calls.reply(400, "{\"message\":\"bad\"}", "x-tsp-request-id", "r7", "x-secret-id", "no");
    var error = rejected(write()).error();
    assertTrue(error.details().endsWith("(request id r7)"), error::details);
    var shown = assertNotNullReply(error).headers();
    assertEquals("r7", shown.get("x-tsp-request-id"));
    assertFalse(shown.containsKey("x-secret-id"));
  }

  @Test
  void saysWhatTheNetworkDid() {
    calls.fail(Kind.RESET, true);
    assertEquals(
        "Tsp gave no complete answer to POST https://tsp.example/v1/things?x=1: it broke",
        rejected(write()).error().details());
  }

  @Test
  void neverTellsACredentialInAnySpelling() {
    var spelled =
        List.of(
            TOKEN,
            "Bearer " + TOKEN,
            java.net.URLEncoder.encode(TOKEN, java.nio.charset.StandardCharsets.UTF_8),
            "canary%2btoken%2f0123%3d",
            java.util.Base64.getEncoder()
                .encodeToString(TOKEN.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            "canary+token\\/0123=");
    for (var spelling : spelled) {
      calls.reply(400, "you sent " + spelling, "x-request-id", spelling, "set-cookie", "a=b");
      var error = rejected(write()).error();
      assertFalse(error.details().contains("canary"), error.details());
      assertFalse(error.details().contains("Y2FuYXJ5"), error.details());
      assertTrue(error.details().contains("*****"));
      var headers = assertNotNullReply(error).headers();
      assertFalse(headers.toString().contains("canary"), headers.toString());
      assertFalse(headers.containsKey("set-cookie"));
    }
  }

  @Test
  void keepsTheHeadersThatAPartnerMaySee() {
    calls.reply(
        429,
        "",
        "retry-after",
        "1",
        "x-ratelimit-remaining",
        "0",
        "authorization",
        "x",
        "x-secret",
        "y",
        "www-authenticate",
        "z");
    var error = assertInstanceOf(Exchange.Failed.class, write()).error();
    assertEquals(
        Map.of(
            "content-type", "application/json", "retry-after", "1", "x-ratelimit-remaining", "0"),
        assertNotNullReply(error).headers());
  }

  @Test
  void keepsTextsThatAStoreCanHold() {
    calls.reply(400, "\"a\\u0000b\\ud800c\\n\"").reply(400, "\"" + "🚚".repeat(5000) + "\"");
    assertTrue(rejected(write()).error().details().endsWith("400: a b\uFFFDc "));
    assertTrue(rejected(write()).error().details().length() <= TspError.DETAILS_LIMIT);
  }

  @Test
  void tellsASuccessThatIsAFailureTheSameWay() {
    calls.reply(200, "{\"Message\":\"" + TOKEN + "\"}");
    var answered = assertInstanceOf(Exchange.Answered.class, write());
    var error = answered.error(ErrorType.VALIDATION, answered.words(), false);
    assertEquals(
        "Tsp answered POST https://tsp.example/v1/things?x=1 with 200: *****", error.details());
  }
}
