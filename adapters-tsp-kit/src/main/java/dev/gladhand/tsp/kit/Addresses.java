package dev.gladhand.tsp.kit;

/** Base URLs as people write them. */
public final class Addresses {
  private Addresses() {}

  /** Without the slashes at its end, so that a path can follow. */
  public static String trimmed(String base) {
    var end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/') {
      end--;
    }
    return base.substring(0, end);
  }
}
