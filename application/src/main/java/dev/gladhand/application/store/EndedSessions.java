package dev.gladhand.application.store;

import java.time.Instant;

/**
 * The store of console sessions that were ended before their time, for all nodes. Every method is
 * one transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface EndedSessions {
  /**
   * Stores that a session was ended; a repeated call changes nothing. Also deletes the entries of
   * sessions that would have ended by themselves by now.
   *
   * @param until when the session would have ended by itself
   * @param now the present time; entries whose {@code until} is not later are deleted
   */
  void end(String session, Instant until, Instant now);

  boolean ended(String session);
}
