package dev.gladhand.domain.connection;

import java.util.Locale;

/**
 * The status of a connection. Only an {@link #ACTIVE} connection takes all writes; a {@link
 * #FAILED} one takes async writes, which wait in the queue.
 */
public enum ConnectionStatus {
  ACTIVE,
  PAUSED,
  FAILED,
  STALE,
  CANCELLED,
  DELETED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
