package dev.gladhand.architecture.broken.tests;

/** Breaks: no test sleeps. */
public final class Sleeps {
  public void waits() throws InterruptedException {
    Thread.sleep(1);
  }
}
