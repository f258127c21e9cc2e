package dev.gladhand.application.store;

import java.util.function.Supplier;

/**
 * The store cannot be reached, or has refused a call for a reason that may pass. Every port of this
 * package may throw it.
 *
 * <p>If {@link #maybeCommitted} is false, nothing was written. If it is true, the answer to a
 * commit was lost, so the change may have been written, and the caller must read it to find out.
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

  /**
   * Makes the calls that follow a committed change of the same request. If the store is lost during
   * them, {@link #maybeCommitted} is true, so that nobody is told that nothing was written.
   */
  public static <T> T afterCommit(Supplier<T> calls) {
    try {
      return calls.get();
    } catch (StoreUnavailable e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), true, e);
    }
  }
}
