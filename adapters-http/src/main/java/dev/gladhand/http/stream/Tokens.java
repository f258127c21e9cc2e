package dev.gladhand.http.stream;

/** Says whether tokens are still good, for answers that outlive their request's check. */
@FunctionalInterface
public interface Tokens {
  /**
   * Whether a request with this token would be let in now: not expired, its client neither disabled
   * nor given a new secret, its key still believed. Blocks; throws {@code StoreUnavailable} where
   * that cannot be found out.
   */
  boolean hold(String token);
}
