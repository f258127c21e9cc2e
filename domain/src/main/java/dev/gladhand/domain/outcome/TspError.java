package dev.gladhand.domain.outcome;

import org.jspecify.annotations.Nullable;

/**
 * Why a call failed.
 *
 * @param details for the partner: TSP, method, URL without query secrets, status, the TSP's own
 *     message and request id; never a credential, a header value of the request, or an exception
 *     class. Cut at 2,048 characters
 * @param maybeApplied whether the TSP may have acted in spite of the error
 * @param reply the answer; null if none came
 */
public record TspError(
    ErrorType type, String details, boolean maybeApplied, @Nullable TspReply reply) {
  public static final int DETAILS_LIMIT = 2048;

  public TspError {
    if (details.length() > DETAILS_LIMIT) {
      var end =
          Character.isHighSurrogate(details.charAt(DETAILS_LIMIT - 1))
              ? DETAILS_LIMIT - 1
              : DETAILS_LIMIT;
      details = details.substring(0, end);
    }
  }
}
