package dev.gladhand.http.stream;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.function.BooleanSupplier;

/**
 * Whether the token that an answer was begun with would no longer be let in, which is looked at
 * once a second. For one thread; blocks.
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

  /** A store that is away ends nothing. */
  private boolean holds() {
    try {
      return tokens.hold(token);
    } catch (StoreUnavailable e) {
      return true;
    }
  }
}
