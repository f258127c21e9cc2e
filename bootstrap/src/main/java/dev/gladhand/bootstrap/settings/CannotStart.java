package dev.gladhand.bootstrap.settings;

/** Reports why a node cannot start, in words for the operator and without any secret. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStart(String why) {
    super(why);
  }
}
