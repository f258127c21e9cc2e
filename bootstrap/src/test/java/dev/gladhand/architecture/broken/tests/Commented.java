package dev.gladhand.architecture.broken.tests;

/** Says things in comments only: Thread.sleep(1). */
public final class Commented {
  // Thread.sleep(1)
  String address = "http://example.com/"; // Thread.sleep(1)
}
