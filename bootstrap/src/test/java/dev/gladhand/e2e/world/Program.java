package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the program as a process with an environment and arguments, and gives its output and exit
 * code.
 */
public final class Program {
  public static final String MAIN = "dev.gladhand.bootstrap.Application";
  private static final int ENDS_WITHIN_SECONDS = 180;
  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx512m");

  private Program() {}

  /** The exit code and the whole output. */
  public record Ended(int code, String output) {}

  /** Runs the program until it ends. */
  public static Ended run(Path log, Map<String, String> environment, String... arguments) {
    var process = start(log, environment, arguments);
    try {
      return new Ended(await(process, log), output(log));
    } finally {
      process.destroyForcibly();
    }
  }

  public static Process start(Path log, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(JVM);
    command.addAll(ClassCache.options(JVM));
    command.add(MAIN);
    command.addAll(List.of(arguments));
    return start(log, environment, command);
  }

  /** Returns the built jar. */
  public static Process startJar(Path log, Map<String, String> environment, Path jar) {
    var command = new ArrayList<>(JVM);
    command.addAll(List.of("-jar", jar.toString()));
    return start(log, environment, command);
  }

  public static Process start(Path log, Map<String, String> environment, List<String> command) {
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("GLADHAND_") || name.startsWith("OTEL_"));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exit code. */
  public static int await(Process process, Path log) {
    try {
      if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the program did not end:\n" + output(log));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String output(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
