package dev.gladhand.http.stream;

/**
 * Checks again whether a token is valid, for answers that last longer than the check of their
 * request.
 */
@FunctionalInterface
public interface Tokens {
  /**
   * Whether a request with this token would be accepted now: the token has not expired, its client
   * is neither disabled nor has a new secret, and its key is still trusted. Blocks; throws {@code
   * StoreUnavailable} if that cannot be found out.
   */
  boolean hold(String token);
}
