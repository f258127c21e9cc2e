package dev.gladhand.application.lane;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Describes exceptions for the log: their types and where they were thrown, but not their messages.
 */
public final class Traces {
  private static final int FRAMES = 8;

  private Traces() {}

  /**
   * The description of an exception. Messages are left out, because those of adapters may hold
   * credentials.
   */
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
