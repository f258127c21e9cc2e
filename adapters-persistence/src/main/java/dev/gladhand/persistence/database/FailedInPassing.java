package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;

/**
 * A failure after which another try may succeed; it holds the exception to report if no further try
 * is made.
 */
final class FailedInPassing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StoreUnavailable told;

  FailedInPassing(StoreUnavailable told) {
    super(told.getMessage(), told, false, false);
    this.told = told;
  }

  StoreUnavailable told() {
    return told;
  }
}
