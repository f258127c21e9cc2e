package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Answer;

/** Ends the handling of a request with an answer other than success. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  public Refusal(Answer answer) {
    super("refused", null, false, false);
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }
}
