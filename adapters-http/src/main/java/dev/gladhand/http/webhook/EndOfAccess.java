package dev.gladhand.http.webhook;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.http.Draining;
import dev.gladhand.http.Tokens;
import java.util.function.BooleanSupplier;

/**
 * Whether a stream has to end: the node is about to stop, or the token that it was opened with
 * would no longer be let in, which is looked at once a second. For one thread; blocks.
 */
final class EndOfAccess implements BooleanSupplier {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Draining draining;
  private final Tokens tokens;
  private final String token;
  private long looked = System.nanoTime();
  private boolean ended;

  EndOfAccess(Draining draining, Tokens tokens, String token) {
    this.draining = draining;
    this.tokens = tokens;
    this.token = token;
  }

  @Override
  public boolean getAsBoolean() {
    if (!ended && System.nanoTime() - looked >= PAUSE_NANOS) {
      looked = System.nanoTime();
      ended = !holds();
    }
    return ended || draining.begun();
  }

  /** A store that is away ends nothing: neither are there events then. */
  private boolean holds() {
    try {
      return tokens.hold(token);
    } catch (StoreUnavailable e) {
      return true;
    }
  }
}
