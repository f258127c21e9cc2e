package dev.gladhand.console.session;

import java.time.Duration;

/** The bound on wrong secrets, the same one as for tokens; the program gives it. Thread-safe. */
public interface WrongSecretBound {
  /**
   * Notes a wrong secret.
   *
   * @return how long to wait where it was one too many, else zero
   */
  Duration note(String client, boolean known, String address);
}
