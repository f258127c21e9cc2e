package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** A simulated provider: its rules and its state. Called by several threads at once. */
public interface Provider {

  /** The provider's name in the journal, in rules and in the control API. */
  String name();

  /** Carries a request out and returns the answer. */
  Answer answer(Request request, Writes writes);

  /**
   * The answer to a request that exceeds a rate limit; the caller of this method adds {@code
   * Retry-After}.
   */
  Answer tooMany(Request request);

  /**
   * The keys under which the journal counts the messages or the record in a request; a repeated
   * request has the same keys.
   *
   * @throws JsonFault if the body is not JSON, so that there are no keys
   */
  List<String> keys(Received request);

  /**
   * Adds a record to the state without a request.
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

  /** Restores the initial state and settings. */
  void reset();

  /**
   * The value of {@code Retry-After} in the form of this provider; by default, seconds with three
   * decimals.
   */
  default String retryAfter(Duration wait) {
    return BigDecimal.valueOf(Math.max(1, wait.toMillis()), 3).toPlainString();
  }
}
