package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.tsp.TspCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers calls in this process, in order; the last answer serves for all further ones. */
final class ScriptedCalls implements TspCalls {
  private final List<ExpectedCall> script;
  private final UUID operation;
  private final List<String> made = new ArrayList<>();

  ScriptedCalls(List<ExpectedCall> script, UUID operation) {
    this.script = script;
    this.operation = operation;
  }

  @Override
  public Answer exchange(Call call) {
    var body = call.body();
    made.add(
        call.method()
            + " "
            + call.url()
            + " "
            + new java.util.TreeMap<>(call.headers())
            + " "
            + (body == null ? "" : new String(body, StandardCharsets.UTF_8)));
    if (script.isEmpty()) {
      throw new IllegalStateException("a sample has at least one call");
    }
    var answer = script.get(Math.min(made.size(), script.size()) - 1);
    return new Answer.Replied(
        answer.status(),
        Map.of("content-type", List.of("application/json")),
        ExpectedCall.filled(answer.reply(), operation).getBytes(StandardCharsets.UTF_8));
  }

  /** The requests so far, whole. */
  List<String> made() {
    return List.copyOf(made);
  }
}
