package dev.gladhand.persistence;

/** Somebody else was faster, in a way that a second look will see: the transaction is run again. */
final class RaceLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RaceLost(String message) {
    super(message, null, false, false);
  }
}
