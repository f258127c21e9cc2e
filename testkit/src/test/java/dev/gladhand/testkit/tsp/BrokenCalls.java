package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspCalls.Answer;
import dev.gladhand.domain.tsp.TspCalls.Call;
import dev.gladhand.domain.tsp.TspRuntime;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Ways to the TSP that go wrong, each in one way. */
final class BrokenCalls {
  private BrokenCalls() {}

  /** What is done to each call. */
  interface Meddling {
    Answer of(TspCalls calls, Call call);
  }

  static TspAdapterFactory adapter(Meddling meddling) {
    return runtime ->
        new AcmeAdapter(
            new TspRuntime(
                call -> meddling.of(runtime.calls(), call), runtime.clock(), runtime.random()));
  }

  static Answer followsRedirects(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    if (answer instanceof Answer.Replied(var status, var headers, _)
        && status >= 300
        && status < 400
        && headers.containsKey("location")) {
      var there = headers.get("location").getFirst();
      return calls.exchange(
          new Call(
              "GET",
              there,
              call.headers(),
              null,
              call.timeout(),
              call.maxReply(),
              call.writes(),
              call.mayLeave()));
    }
    return answer;
  }

  static Answer forgetsTheCharset(TspCalls calls, Call call) {
    var body = call.body();
    var latin =
        body == null
            ? null
            : new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
    return calls.exchange(
        new Call(
            call.method(),
            call.url(),
            call.headers(),
            latin,
            call.timeout(),
            call.maxReply(),
            call.writes(),
            call.mayLeave()));
  }

  static Answer losesTheStatusWithTheBody(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    return answer instanceof Answer.Failed(var kind, var maybeSent, _, _, var detail)
        ? new Answer.Failed(kind, maybeSent, null, Map.of(), detail)
        : answer;
  }

  static Answer ignoresRetryAfterUnderA200(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    return answer instanceof Answer.Replied(var status, _, var body) && status == 200
        ? new Answer.Replied(status, Map.of(), body)
        : answer;
  }

  static Answer takesATimeOutForUnsent(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    return answer instanceof Answer.Failed(var kind, _, var status, var headers, var detail)
            && status == null
        ? new Answer.Failed(kind, false, null, headers, detail)
        : answer;
  }

  static Answer takesARefusalForSent(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    return answer instanceof Answer.Failed(var kind, _, var status, var headers, var detail)
        ? new Answer.Failed(kind, true, status, headers, detail)
        : answer;
  }

  static Answer panics(TspCalls calls, Call call) {
    var answer = calls.exchange(call);
    if (answer instanceof Answer.Failed) {
      throw new IllegalStateException("the connection broke");
    }
    return answer;
  }

  static Answer looksElsewhere(TspCalls calls, Call call) {
    return calls.exchange(
        new Call(
            call.method(),
            call.url().replace("?key=", "?id="),
            call.headers(),
            call.body(),
            call.timeout(),
            call.maxReply(),
            call.writes(),
            call.mayLeave()));
  }
}
