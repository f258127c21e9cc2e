package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;

/** A failure that another try may not meet; what to tell where none is made any more. */
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
