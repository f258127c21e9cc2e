package dev.gladhand.http.stream;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.function.BooleanSupplier;

/**
 * Says whether the token with which an answer was begun is no longer valid; it is checked once a
 * second. Not thread-safe; blocks.
 */
final class EndOfAccess implements BooleanSupplier {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Tokens tokens;
  private final String token;
  private long looked = System.nanoTime();
  private boolean ended;

  EndOfAccess(Tokens tokens, String token) {
    this.tokens = tokens;
    this.token = token;
  }

  @Override
  public boolean getAsBoolean() {
    if (!ended && System.nanoTime() - looked >= PAUSE_NANOS) {
      looked = System.nanoTime();
      ended = !holds();
    }
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
