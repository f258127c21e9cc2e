package dev.gladhand.sandbox.http;

import org.jspecify.annotations.Nullable;

/** Decides how a listener replies. Called on the virtual thread of the connection. */
public interface Conversation {

  /** Called before the body is read. Returns the reply, or null if the body is to be read first. */
  @Nullable Reply before(RequestHead head) throws InterruptedException;

  /** Called with the whole request; returns the reply. */
  Reply reply(Request request) throws InterruptedException;
}
