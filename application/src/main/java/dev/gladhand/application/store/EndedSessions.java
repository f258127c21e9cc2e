package dev.gladhand.application.store;

import java.time.Instant;

/**
 * The sessions of the console that were ended before their time, for all nodes. Every method is one
 * transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface EndedSessions {
  /**
   * Notes that a session has ended; once more changes nothing. Forgets those that are over.
   *
   * @param until when it would have ended by itself
   * @param now what was kept until then or longer ago is forgotten
   */
  void end(String session, Instant until, Instant now);

  boolean ended(String session);
}
