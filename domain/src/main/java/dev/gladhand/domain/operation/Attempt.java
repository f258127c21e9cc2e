package dev.gladhand.domain.operation;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ended attempt, as the partner sees it.
 *
 * @param number 1 for the first
 * @param errorType null if the attempt succeeded
 */
public record Attempt(
    int number,
    Instant begunAt,
    Instant endedAt,
    boolean succeeded,
    @Nullable ErrorType errorType,
    @Nullable String errorDetails,
    @Nullable TspReply reply) {

  static Attempt failed(int number, Instant begunAt, Instant endedAt, TspError error) {
    return new Attempt(
        number, begunAt, endedAt, false, error.type(), error.details(), error.reply());
  }

  static Attempt succeeded(int number, Instant begunAt, Instant endedAt) {
    return new Attempt(number, begunAt, endedAt, true, null, null, null);
  }
}
