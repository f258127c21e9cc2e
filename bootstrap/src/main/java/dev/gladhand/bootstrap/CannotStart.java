package dev.gladhand.bootstrap;

/** Why a node cannot start, in words for the operator and without any secret. */
final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotStart(String why) {
    super(why);
  }
}
