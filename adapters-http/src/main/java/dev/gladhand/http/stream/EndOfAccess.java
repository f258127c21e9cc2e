package dev.gladhand.http.stream;

import dev.gladhand.application.store.StoreUnavailable;

/**
 * Says whether the token with which an answer was begun is no longer valid. Not thread-safe;
 * blocks.
 */
final class EndOfAccess {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Tokens tokens;
  private final String token;
  private long looked = System.nanoTime();
  private boolean ended;

  EndOfAccess(Tokens tokens, String token) {
    this.tokens = tokens;
    this.token = token;
  }

  /** Whether the token was no longer valid when it was last checked, which is once a second. */
  boolean seen() {
    return System.nanoTime() - looked >= PAUSE_NANOS ? now() : ended;
  }

  /** Whether the token is no longer valid now. */
  boolean now() {
    looked = System.nanoTime();
    ended = ended || !holds();
    return ended;
  }

  /** Whether the token is valid. It counts as valid while the store is unavailable. */
  private boolean holds() {
    try {
      return tokens.hold(token);
    } catch (StoreUnavailable e) {
      return true;
    }
  }
}
