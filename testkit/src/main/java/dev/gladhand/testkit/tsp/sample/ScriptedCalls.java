package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.tsp.TspCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers calls in this process, in order; the last answer is used for all further ones. */
public final class ScriptedCalls implements TspCalls {
  private final List<ExpectedCall> script;
  private final List<ExpectedCall> facts;
  private final UUID operation;
  private final List<String> made = new ArrayList<>();

  public ScriptedCalls(TspSample sample, UUID operation) {
    this.script = sample.calls();
    this.facts = sample.facts();
    this.operation = operation;
  }

  @Override
  public Answer exchange(Call call) {
    var body = call.body();
    var text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    var uri = URI.create(call.url());
    var target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    for (var fact : facts) {
      if (fact.isAskedBy(call.method(), target, text)) {
        return replied(fact);
      }
    }
    made.add(
        call.method()
            + " "
            + call.url()
            + " "
            + new java.util.TreeMap<>(call.headers())
            + " "
            + text);
    if (script.isEmpty()) {
      throw new IllegalStateException("a sample has at least one call");
    }
    var answer = script.get(Math.min(made.size(), script.size()) - 1);
    return replied(answer);
  }

  private Answer replied(ExpectedCall answer) {
    return new Answer.Replied(
        answer.status(),
        Map.of("content-type", List.of("application/json")),
        ExpectedCall.filled(answer.reply(), operation).getBytes(StandardCharsets.UTF_8));
  }

  /** The complete requests so far. */
  public List<String> made() {
    return List.copyOf(made);
  }
}
