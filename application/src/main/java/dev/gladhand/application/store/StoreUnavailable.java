package dev.gladhand.application.store;

/**
 * The store cannot be reached, or refused for a reason that may pass. Thrown by every port of this
 * package.
 *
 * <p>Where {@link #maybeCommitted} is false nothing was written; where it is true the answer to a
 * commit was lost, and the caller re-reads before it decides.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean maybeCommitted;

  public StoreUnavailable(String message, boolean maybeCommitted, Throwable cause) {
    super(message, cause);
    this.maybeCommitted = maybeCommitted;
  }

  public boolean maybeCommitted() {
    return maybeCommitted;
  }
}
