package dev.gladhand.sandbox.http;

import org.jspecify.annotations.Nullable;

/** Decides what a listener answers; called on the virtual thread of the connection. */
public interface Conversation {

  /** Asked before the body is read; null to read on. */
  @Nullable Reply before(RequestHead head) throws InterruptedException;

  /** Asked with the whole request. */
  Reply reply(Request request) throws InterruptedException;
}
