package dev.gladhand.sandbox.http;

import org.jspecify.annotations.Nullable;

/** Decides how a listener replies. Called on the virtual thread of the connection. */
public interface Conversation {

  /** Called before the body is read; null to read the body. */
  @Nullable Reply before(RequestHead head) throws InterruptedException;

  /** Called with the whole request. */
  Reply reply(Request request) throws InterruptedException;
}
