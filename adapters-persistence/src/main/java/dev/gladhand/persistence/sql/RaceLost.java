package dev.gladhand.persistence.sql;

/**
 * Thrown within a transaction that conflicts with a faster one. The transaction is run again, and
 * then sees the result of the other.
 */
public final class RaceLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RaceLost(String message) {
    super(message, null, false, false);
  }
}
