package dev.gladhand.tsp.kit;

import dev.gladhand.domain.tsp.TspCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers calls from a script and keeps what was asked. */
public final class FakeCalls implements TspCalls {
  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  public final List<Call> made = new ArrayList<>();

  public FakeCalls reply(int status, String body, String... headers) {
    var all = new LinkedHashMap<String, List<String>>();
    all.put("content-type", List.of("application/json"));
    for (var i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    answers.add(new Answer.Replied(status, all, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public FakeCalls fail(Kind kind, boolean maybeSent) {
    answers.add(new Answer.Failed(kind, maybeSent, null, Map.of(), "it broke"));
    return this;
  }

  /** An answer that broke off after its head. */
  public FakeCalls breakOff(int status) {
    answers.add(new Answer.Failed(Kind.RESET, true, status, Map.of(), "it broke off"));
    return this;
  }

  @Override
  public Answer exchange(Call call) {
    made.add(call);
    var answer = answers.poll();
    if (answer == null) {
      throw new IllegalStateException("no answer is left for " + call.method() + " " + call.url());
    }
    return answer;
  }

  /** The calls made, each as method and URL. */
  List<String> lines() {
    return made.stream().map(call -> call.method() + " " + call.url()).toList();
  }

  public String body(int index) {
    var body = made.get(index).body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }
}
