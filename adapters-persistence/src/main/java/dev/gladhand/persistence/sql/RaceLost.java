package dev.gladhand.persistence.sql;

/**
 * Another transaction was faster, and a repetition will see its result; the transaction is run
 * again.
 */
public final class RaceLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RaceLost(String message) {
    super(message, null, false, false);
  }
}
