package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.tsp.Sending;
import dev.gladhand.domain.tsp.SentRequest;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.outbound.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes single calls to one TSP and turns every failure into an {@link Outcome}. It stores, repeats
 * and logs nothing. Thread-safe.
 */
public final class TspHttp {
  /** The largest number of bytes of an answer that are read. */
  public static final int MAX_REPLY = 256 * 1024;

  private static final byte[] NOTHING = {};

  private final String tsp;
  private final TspCalls calls;
  private final InstantSource clock;
  private final Verdict.Reader reader;

  /**
   * @param tsp the name of the TSP as it is shown to partners
   */
  public TspHttp(String tsp, TspCalls calls, InstantSource clock) {
    this(tsp, calls, clock, _ -> new Verdict.ByStatus());
  }

  /**
   * Makes the client of a TSP whose statuses do not distinguish all errors.
   *
   * @param reader looks for an error in each answer first; if it finds none, the status alone
   *     decides
   */
  public TspHttp(String tsp, TspCalls calls, InstantSource clock, Verdict.Reader reader) {
    this.tsp = tsp;
    this.calls = calls;
    this.clock = clock;
    this.reader = reader;
  }

  String tsp() {
    return tsp;
  }

  /**
   * Makes a call that changes something at the TSP.
   *
   * @param sending gets the request just before it is sent, and decides whether it may still be
   *     sent
   */
  public Exchange write(TspRequest request, Login login, Duration timeout, Sending sending) {
    sending.accept(SentRequest.of(request, login.headerNames()));
    return exchange(request, login, timeout, Effect.WRITES, MAX_REPLY, sending::mayLeave);
  }

  /**
   * Makes a call that changes no record, such as a look-up or a renewal of credentials; if the call
   * fails, nothing was applied.
   */
  public Exchange read(TspRequest request, Login login, Duration timeout) {
    return exchange(request, login, timeout, Effect.READS, MAX_REPLY, () -> true);
  }

  /**
   * Makes a call that changes nothing and whose answer may have up to {@code maxReply} bytes, such
   * as a page of 512 records.
   */
  public Exchange read(TspRequest request, Login login, Duration timeout, int maxReply) {
    return exchange(request, login, timeout, Effect.READS, maxReply, () -> true);
  }

  /**
   * The result if no call was made because other calls of the same login took the whole time-out.
   */
  Exchange busy() {
    var error = NotCalled.error(ErrorType.TSP, tsp, "other calls of the same login are under way");
    return new Exchange.Failed(
        new Outcome.Throttled(error, Duration.ofSeconds(1)), error, null, null);
  }

  private Exchange exchange(
      TspRequest request,
      Login login,
      Duration timeout,
      Effect effect,
      int maxReply,
      BooleanSupplier mayLeave) {
    var headers = new LinkedHashMap<>(login.headers());
    headers.putAll(request.headers());
    var body = request.body();
    var bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    var call =
        new TspCalls.Call(
            request.method(),
            request.url(),
            headers,
            bytes,
            timeout,
            maxReply,
            effect == Effect.WRITES,
            mayLeave);
    return switch (calls.exchange(call)) {
      case TspCalls.Answer.Replied(var status, var received, var answer) ->
          replied(request, login.secrets(), status, received, answer, true, effect);
      case TspCalls.Answer.Failed failed when failed.status() != null ->
          // The TSP has begun to answer: its status is valid, only the rest of the answer is lost.
          replied(
              request, login.secrets(), failed.status(), failed.headers(), NOTHING, false, effect);
      case TspCalls.Answer.Failed failed -> unanswered(request, login.secrets(), failed, effect);
    };
  }

  private Exchange replied(
      TspRequest request,
      Secrets secrets,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      boolean whole,
      Effect effect) {
    var answer = new Exchange.Answered(tsp, request, status, headers, body, whole, secrets);
    return switch (reader.read(answer)) {
      case Verdict.ByStatus _ when status >= 200 && status < 300 -> answer;
      case Verdict.ByStatus _ -> byStatus(request, secrets, status, headers, body, effect);
      case Verdict.Refused refused -> {
        var maybeApplied = refused.maybeApplied() && effect == Effect.WRITES;
        var error = answer.error(refused.type(), refused.words(), maybeApplied);
        var advice = advice(refused.advice(), wait(headers));
        yield new Exchange.Failed(Outcome.rejected(error, advice), error, status, answer.json());
      }
      case Verdict.Throttled throttled -> {
        var error = answer.error(ErrorType.TSP, throttled.words(), false);
        var told = wait(headers);
        var outcome = new Outcome.Throttled(error, told == null ? throttled.delay() : told);
        yield new Exchange.Failed(outcome, error, status, answer.json());
      }
    };
  }

  private Exchange byStatus(
      TspRequest request,
      Secrets secrets,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      Effect effect) {
    var details = ErrorTexts.answered(tsp, request, status, headers, body, secrets);
    var reply = new TspReply(status, ReplyHeaders.shown(headers, secrets));
    var wait = wait(headers);
    var json = TspJson.read(body);
    if (status == 429) {
      var error = new TspError(ErrorType.TSP, details, false, reply);
      return new Exchange.Failed(new Outcome.Throttled(error, wait), error, status, json);
    }
    var meaning = ErrorTable.of(status, effect);
    var error = new TspError(meaning.type(), details, meaning.maybeApplied(), reply);
    return new Exchange.Failed(
        Outcome.rejected(error, advice(meaning.advice(), wait)), error, status, json);
  }

  private @Nullable Duration wait(Map<String, List<String>> headers) {
    return RetryAfter.of(
            ErrorTexts.first(headers, "retry-after"),
            ErrorTexts.first(headers, "date"),
            clock.instant())
        .orElse(null);
  }

  /**
   * The given advice; but if it is a {@link Retry.Backoff} and the TSP asks for a wait, a retry
   * after that wait.
   */
  private static Retry advice(Retry advice, @Nullable Duration wait) {
    return advice instanceof Retry.Backoff && wait != null ? new Retry.After(wait) : advice;
  }

  private Exchange unanswered(
      TspRequest request, Secrets secrets, TspCalls.Answer.Failed failed, Effect effect) {
    var meaning = ErrorTable.of(failed.kind(), failed.maybeSent(), effect);
    var details = ErrorTexts.unanswered(tsp, request, failed.detail(), secrets);
    var error = new TspError(meaning.type(), details, meaning.maybeApplied(), null);
    return new Exchange.Failed(Outcome.rejected(error, meaning.advice()), error, null, null);
  }
}
