package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.tsp.TspCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Answers an adapter's calls without a network, with the answers of a sample's calls in their
 * order, whatever the requests are; the last answer is repeated for all further calls. Reads of the
 * sample's facts are answered apart.
 */
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

  /**
   * The requests so far, oldest first, without reads of facts; each is one text of method, URL,
   * headers and body.
   */
  public List<String> made() {
    return List.copyOf(made);
  }
}
