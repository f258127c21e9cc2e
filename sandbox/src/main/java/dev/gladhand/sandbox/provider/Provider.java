package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** One simulated provider: its rules and its state. Called by many threads at once. */
public interface Provider {

  /** The provider's name in the journal, in rules and in the control API. */
  String name();

  /** Carries a request out and answers it. */
  Answer answer(Request request, Writes writes);

  /** The answer to a request over the limit; {@code Retry-After} is added by the caller. */
  Answer tooMany(Request request);

  /** What the messages or the record in a request are known by; the same for a repeat. */
  List<String> keys(Received request);

  /**
   * Puts a record into the state as if it had always been there.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  Json seed(String resource, Json.Obj body);

  /** The records of one resource. */
  Json records(String resource);

  /** The provider's own settings. */
  Json.Obj settings();

  /**
   * Changes some of the provider's own settings.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  void change(Json.Obj settings);

  /** Back to the state and settings it started with. */
  void reset();

  /** A {@code Retry-After} as this provider writes it; fractional seconds unless it says else. */
  default String retryAfter(Duration wait) {
    return BigDecimal.valueOf(Math.max(1, wait.toMillis()), 3).toPlainString();
  }
}
