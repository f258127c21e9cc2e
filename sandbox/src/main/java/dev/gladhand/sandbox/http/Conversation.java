package dev.gladhand.sandbox.http;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a connection does in reply to a request. The methods are called on the virtual
 * thread of the connection.
 */
public interface Conversation {

  /**
   * Called when only the head of the request has been read. Returns the reply; or null, so that the
   * body is read and {@link #reply} is called.
   */
  @Nullable Reply before(RequestHead head) throws InterruptedException;

  /** Called with the whole request; returns the reply. */
  Reply reply(Request request) throws InterruptedException;
}
