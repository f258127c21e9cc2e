package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.tsp.TspCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers calls from a script and keeps the requests. */
public final class FakeCalls implements TspCalls {
  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  private final List<Call> made = new ArrayList<>();

  /**
   * Adds an answer to the end of the script.
   *
   * @param headers names and values in turn
   */
  public FakeCalls reply(int status, String body, String... headers) {
    var all = new LinkedHashMap<String, List<String>>();
    all.put("content-type", List.of("application/json"));
    for (var i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    answers.add(new Answer.Replied(status, all, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /**
   * Adds a failure without an answer to the end of the script.
   *
   * @param maybeSent whether the TSP may have received the request
   */
  public FakeCalls fail(Kind kind, boolean maybeSent) {
    answers.add(new Answer.Failed(kind, maybeSent, null, Map.of(), "it broke"));
    return this;
  }

  /** Adds an answer that ends after its head. */
  public FakeCalls breakOff(int status) {
    answers.add(new Answer.Failed(Kind.RESET, true, status, Map.of(), "it broke off"));
    return this;
  }

  @Override
  public Answer exchange(Call call) {
    made.add(call);
    var answer = answers.poll();
    if (answer == null) {
      throw new AssertionError("no answer is left for " + call.method() + " " + call.url());
    }
    return answer;
  }

  /** The calls in order. */
  public List<Call> made() {
    return List.copyOf(made);
  }

  /** The calls as method and URL. */
  public List<String> lines() {
    return made.stream().map(call -> call.method() + " " + call.url()).toList();
  }

  /** The body of a call, by its number. */
  public String body(int index) {
    var body = made.get(index).body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }
}
