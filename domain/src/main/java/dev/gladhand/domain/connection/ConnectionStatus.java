package dev.gladhand.domain.connection;

import java.util.Locale;

/**
 * What a connection is ready for; only {@link #ACTIVE} ones take writes, {@link #FAILED} ones queue
 * async writes.
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
