package dev.gladhand.persistence.sql;

/** Somebody else was faster, in a way that a second look will see: the transaction is run again. */
public final class RaceLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RaceLost(String message) {
    super(message, null, false, false);
  }
}
