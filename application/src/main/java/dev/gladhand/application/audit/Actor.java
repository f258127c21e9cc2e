package dev.gladhand.application.audit;

import dev.gladhand.domain.field.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, and the request that makes it.
 *
 * @param id the client id of an API client or a console user, or the id of an invitation; null for
 *     a node
 * @param requestId the id of the request; null if there was none
 * @param remoteAddress the IP address of the request; null if there was none
 */
public record Actor(
    Kind kind, @Nullable String id, @Nullable String requestId, @Nullable String remoteAddress) {

  /** The program itself, without a request. */
  public static final Actor NODE = new Actor(Kind.NODE, null, null, null);

  /** An API client as the actor, with the request and the address of this actor. */
  public Actor client(String clientId) {
    return new Actor(Kind.CLIENT, clientId, requestId, remoteAddress);
  }

  /** The kind of actor. */
  public enum Kind implements Wire {
    /** A client of the API. */
    CLIENT,
    /** A client that signed in to the console. */
    CONSOLE,
    /** Somebody who opened an invitation's link. */
    INVITATION,
    /** The program itself. */
    NODE
  }
}
