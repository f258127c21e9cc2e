package dev.gladhand.domain.connection;

import dev.gladhand.domain.field.Wire;

/**
 * The status of a connection. Only an {@link #ACTIVE} connection takes all writes; a {@link
 * #FAILED} one takes async writes, which wait in the queue.
 */
public enum ConnectionStatus implements Wire {
  ACTIVE,
  PAUSED,
  FAILED,
  STALE,
  CANCELLED,
  DELETED
}
