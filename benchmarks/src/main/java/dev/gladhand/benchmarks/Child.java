package dev.gladhand.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A server in its own process. */
public final class Child implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Duration readyAfter;

  private Child(Process process, int port, Duration readyAfter) {
    this.process = process;
    this.port = port;
    this.readyAfter = readyAfter;
  }

  static Child start(
      String main, Map<String, String> environment, String ready, int expected, String... options) {
    var port = freePort();
    var arguments = new ArrayList<>(List.of("-Xmx1g"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            main,
            main.endsWith("Application") ? "serve" : Integer.toString(port)));
    return java(port, arguments, environment, ready, expected);
  }

  /**
   * Starts a JVM with a server that listens at this port, and waits until the server is ready.
   *
   * @param arguments the arguments of the JVM, with its main class or jar
   * @param environment variables in addition to those of this process
   * @param ready the path that is requested until the server is ready
   * @param expected the status of the answer by which the server is known to be ready
   */
  static Child java(
      int port,
      List<String> arguments,
      Map<String, String> environment,
      String ready,
      int expected) {
    var command = new ArrayList<>(List.of(java()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "child-" + port + ".log").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("GLADHAND_PORT", Integer.toString(port));
    builder.environment().put("GLADHAND_HOST", "127.0.0.1");
    try {
      var begun = System.nanoTime();
      var process = builder.start();
      while (status("http://127.0.0.1:" + port + ready) != expected) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the child ended, see target/child-" + port + ".log");
        }
        LockSupport.parkNanos(2_000_000);
      }
      return new Child(process, port, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The path of the JVM that runs this program. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int status(String url) {
    try {
      return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  Duration readyAfter() {
    return readyAfter;
  }

  public long pid() {
    return process.pid();
  }

  /** The processor time that the process has used since its start. */
  Duration processor() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The resident memory of the process in MiB; -1 if the system does not report it. */
  public long residentMiB() {
    try {
      return java.nio.file.Files.readAllLines(
              Path.of("/proc", Long.toString(process.pid()), "status"))
          .stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
