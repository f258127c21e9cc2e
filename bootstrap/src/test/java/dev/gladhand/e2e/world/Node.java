package dev.gladhand.e2e.world;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The program in a process of its own, to be asked over HTTP, stopped, and killed. */
public final class Node implements AutoCloseable {
  public static final String ADMIN = "admin";
  public static final String ADMIN_SECRET = "the-admin-secret-of-all-of-the-tests";
  public static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  public static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

  private final Path log;
  private final Map<String, String> environment;
  private final int port;
  private @Nullable Path jar;
  private @Nullable Process process;

  private Node(Path folder, int port, Map<String, String> environment) {
    this.log = folder.resolve("node-" + port + ".log");
    this.port = port;
    this.environment = environment;
  }

  /** A node that runs and is ready. */
  public static Node start(Path folder, Stores.Database database, Map<String, String> more) {
    return start(folder, database, more, null);
  }

  /**
   * A node that runs and is ready.
   *
   * @param jar of another build of the program, or null
   */
  public static Node start(
      Path folder, Stores.Database database, Map<String, String> more, @Nullable Path jar) {
    var node = made(folder, database, more);
    node.jar = jar;
    node.start();
    return node;
  }

  /** A start that is refused: how it ended, and all that it said. */
  public static Program.Ended refused(
      Path folder, Stores.Database database, Map<String, String> more) {
    return made(folder, database, more).refused();
  }

  /** A start that is refused: how it ended, and all that it has said. */
  public Program.Ended refused() {
    return Program.run(log, environment, "serve");
  }

  private static Node made(Path folder, Stores.Database database, Map<String, String> more) {
    var port = freePort();
    var environment = new HashMap<String, String>();
    environment.put("GLADHAND_HOST", "127.0.0.1");
    environment.put("GLADHAND_PORT", Integer.toString(port));
    environment.put("GLADHAND_DATABASE_URL", database.url());
    environment.put("GLADHAND_DATABASE_USER", database.user());
    environment.put("GLADHAND_DATABASE_PASSWORD", database.password());
    environment.put("GLADHAND_MASTER_KEY", MASTER_KEY);
    environment.put("GLADHAND_ADMIN_CLIENT_ID", ADMIN);
    environment.put("GLADHAND_ADMIN_CLIENT_SECRET", ADMIN_SECRET);
    environment.putAll(more);
    return new Node(folder, port, environment);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Changes a setting of the next start; an empty value means the default. */
  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Uses this build for the next start. */
  public void upgrade() {
    jar = null;
  }

  /** Starts it again, on the same port and store. */
  public void start() {
    if (!starts()) {
      throw new AssertionError("the node ended at its start:\n" + log());
    }
  }

  /** Starts it; returns false if it refused to start and has ended. */
  public boolean starts() {
    process =
        jar == null
            ? Program.start(log, environment, "serve")
            : Program.startJar(log, environment, jar);
    try {
      Await.until(
          "the node is ready\n" + log, STARTS_WITHIN, () -> !process().isAlive() || ready());
      return process().isAlive();
    } catch (AssertionError e) {
      // The caller has no reference yet, so the node is closed here.
      close();
      throw e;
    }
  }

  private boolean ready() {
    return Http.reachable(url() + "/health/readiness");
  }

  /** Kills it, as {@code kill -9} does. */
  public void kill() {
    process().destroyForcibly();
    await();
  }

  /** Stops it with SIGTERM; returns the exit code. */
  public int terminate() {
    askToEnd();
    return await();
  }

  /** Sends SIGTERM and does not wait for the end. */
  public void askToEnd() {
    process().destroy();
  }

  public long pid() {
    return process().pid();
  }

  public String log() {
    return Program.output(log);
  }

  /** The exit code, once it has ended. */
  public int await() {
    return Program.await(process(), log);
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("the node was never started");
    }
    return process;
  }

  /**
   * Below the range from which systems take the ports of outgoing connections: it stays free while
   * the node is down.
   */
  public static int freePort() {
    var random = new Random();
    while (true) {
      var port = 12_000 + random.nextInt(20_000);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Another process uses this port, so another one is tried.
      }
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      await();
    }
  }
}
