package dev.gladhand.application.lane;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What of an exception may be logged: what it is and where it came from, never what it says. */
public final class Traces {
  private static final int FRAMES = 8;

  private Traces() {}

  /** Messages of adapters' exceptions may hold credentials, and are left out. */
  public static String of(Throwable failure) {
    var text = new StringBuilder();
    var depth = 0;
    for (Throwable one = failure; one != null && depth < 4; one = one.getCause(), depth++) {
      text.append(depth == 0 ? "" : "; caused by ").append(one.getClass().getName());
      text.append(
          Arrays.stream(one.getStackTrace())
              .limit(FRAMES)
              .map(
                  frame ->
                      " at "
                          + frame.getClassName()
                          + "."
                          + frame.getMethodName()
                          + ":"
                          + frame.getLineNumber())
              .collect(Collectors.joining()));
    }
    return text.toString();
  }
}
