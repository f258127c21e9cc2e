package dev.gladhand.application.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, and by which request.
 *
 * @param id of a client or a console's user the client id, of an invitation its id, of a node null
 * @param requestId of the request that made the change; null where there was none
 * @param remoteAddress the IP address of the request; null where there was none
 */
public record Actor(
    Kind kind, @Nullable String id, @Nullable String requestId, @Nullable String remoteAddress) {

  /** This program by itself, upon nobody's request. */
  public static final Actor NODE = new Actor(Kind.NODE, null, null, null);

  /** A client that makes the same request. */
  public Actor client(String clientId) {
    return new Actor(Kind.CLIENT, clientId, requestId, remoteAddress);
  }

  /** By which way a change comes. */
  public enum Kind {
    /** A client of the API. */
    CLIENT,
    /** A client that signed in to the console. */
    CONSOLE,
    /** Somebody who follows an invitation's link. */
    INVITATION,
    /** The program by itself. */
    NODE;

    /** As the API writes it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
