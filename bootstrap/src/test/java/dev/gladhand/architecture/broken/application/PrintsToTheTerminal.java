package dev.gladhand.architecture.broken.application;

/** Breaks: nothing but bootstrap and the sandbox prints. */
public final class PrintsToTheTerminal {
  public void say() {
    System.out.println("here");
  }
}
