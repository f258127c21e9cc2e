package dev.gladhand.http;

import org.jspecify.annotations.Nullable;

/** Finds out whom a bearer token speaks for. */
public interface Tokens {
  /** Whom, where that is known without looking anywhere; never blocks. */
  @Nullable Caller remembered(String token);

  /** Whom, by every check; may block. Ends the request with a 401 where nobody is spoken for. */
  Caller verify(String token);
}
