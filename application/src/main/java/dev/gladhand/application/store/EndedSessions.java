package dev.gladhand.application.store;

import java.time.Instant;

/**
 * The store of console sessions that were ended before their time, for all nodes. Every method is
 * one transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface EndedSessions {
  /**
   * Stores that a session has ended; doing it again changes nothing. Deletes sessions whose time is
   * over.
   *
   * @param until when it would have ended by itself
   * @param now sessions that were kept until then or an earlier time are deleted
   */
  void end(String session, Instant until, Instant now);

  boolean ended(String session);
}
