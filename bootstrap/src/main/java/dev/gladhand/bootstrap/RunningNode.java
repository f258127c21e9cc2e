package dev.gladhand.bootstrap;

import ch.qos.logback.classic.LoggerContext;
import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.bootstrap.settings.CannotStart;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.bootstrap.settings.SettingsReader;
import dev.gladhand.bootstrap.settings.StoreAddress;
import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.ReachDatabase;
import dev.gladhand.persistence.database.StartPatience;
import dev.gladhand.persistence.schema.SharedTables;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that accepts requests. When its process is asked to stop, the node drains and the process
 * ends with exit code 0.
 */
record RunningNode(ApplicationContext context, EmbeddedServer server) {

  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

  /** The exit code of the process if the embedded database is damaged beyond repair. */
  private static final int DAMAGED = 4;

  /**
   * The exit code of the process if a later version of Gladhand has changed the tables of the
   * database.
   */
  private static final int OUTDATED = 5;

  private static final AtomicInteger EXIT_CODE = new AtomicInteger();

  private static final String LISTENERS = "micronaut.server.netty.listeners.";

  /**
   * The name of a stored secret that every start decrypts, to check the master key; the first start
   * stores it.
   */
  private static final String CHECK = "master-key-check";

  /**
   * Starts a node, which drains when its process is asked to stop, even if it has only just begun
   * to accept requests.
   *
   * @param overrides properties that override the environment's, such as the demo's
   */
  static RunningNode start(Map<String, Object> overrides) {
    var node = prepared(overrides);
    node.endWithItsStore();
    // A process that is asked to stop as soon as it is ready must already end in order.
    var end = new Thread(node::end, "end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return node.listening();
    } catch (CannotStart e) {
      // The server has closed the context already.
      Runtime.getRuntime().removeShutdownHook(end);
      throw e;
    }
  }

  /** Ends this process with this exit code. A node that runs in the process drains first. */
  static void exit(int code) {
    EXIT_CODE.set(code);
    System.exit(code);
  }

  /**
   * Starts a node for a run that fills the JVM's cache of classes. When its process is asked to
   * stop, the node ends without draining.
   */
  static RunningNode startForTraining() {
    return prepared(Map.of()).listening();
  }

  /** Makes a node that has passed all checks of a start and does not accept requests yet. */
  private static RunningNode prepared(Map<String, Object> overrides) {
    var context =
        ApplicationContext.builder(Environment.BARE_METAL)
            .deduceEnvironment(false)
            .banner(false)
            .propertySources(PropertySource.of("overrides", overrides, Integer.MAX_VALUE))
            .build();
    context.getEnvironment().start();
    var environment = context.getEnvironment();
    var settings = NodeSettings.read(environment, asWritten(overrides));
    environment.addPropertySource(
        PropertySource.of("store", store(settings.database()), Integer.MAX_VALUE));
    environment.addPropertySource(
        PropertySource.of("ports", ports(environment), Integer.MAX_VALUE));
    context.registerSingleton(settings);
    context.registerSingleton(patience(settings.database()));
    try (var _ = reach(settings.database())) {
      context.start();
      // All checks are made before the first request is accepted.
      patience(settings.database())
          .run(
              () -> {
                check(
                    settings,
                    context.getBean(ChangeMasterKey.class),
                    context.getBean(Secrets.class));
                context.getBean(Background.class);
              });
      return new RunningNode(context, context.getBean(EmbeddedServer.class));
    } catch (RuntimeException e) {
      throw startFailure(e);
    }
  }

  /**
   * Makes the process end at once if the embedded database is damaged beyond repair (exit code 4),
   * or if a later version of Gladhand has changed the tables (exit code 5).
   */
  private void endWithItsStore() {
    var damage = context.getBean(Database.class).damage();
    if (damage != null) {
      // The log line about the damage says what can be done if a restart does not help.
      damage.whenBeyondRepair(() -> Runtime.getRuntime().halt(DAMAGED));
    }
    context.getBean(SharedTables.class).whenOutdated(() -> Runtime.getRuntime().halt(OUTDATED));
  }

  private RunningNode listening() {
    try {
      server.start();
      return this;
    } catch (RuntimeException e) {
      throw startFailure(e);
    }
  }

  private static ReachDatabase.Hold reach(NodeSettings.Database database) {
    return ReachDatabase.await(
        database.url(), database.user(), database.password(), patience(database));
  }

  private static StartPatience patience(NodeSettings.Database database) {
    var wait = database.patience();
    return new StartPatience(
        wait, why -> LOG.warn("{}: waiting up to {} s for it", why, wait.toSeconds()));
  }

  private static Map<String, String> asWritten(Map<String, Object> overrides) {
    var values = SettingsReader.ofEnvironment(System.getenv());
    overrides.forEach((property, value) -> values.put(property, String.valueOf(value)));
    return values;
  }

  /**
   * The framework's settings for the two ports of the node, if the operator has named a second port
   * for management; otherwise empty.
   */
  private static Map<String, Object> ports(Environment environment) {
    var management = environment.getProperty("gladhand.management-port", Integer.class);
    if (management.isEmpty()) {
      return Map.of();
    }
    var host = environment.getRequiredProperty("micronaut.server.host", String.class);
    return Map.of(
        LISTENERS + "api.host",
        host,
        LISTENERS + "api.port",
        environment.getRequiredProperty("micronaut.server.port", Integer.class),
        LISTENERS + "management.host",
        host,
        LISTENERS + "management.port",
        management.get());
  }

  /**
   * The properties from which the framework chooses a database driver. The address and credentials
   * that are used come from {@link StoreAddress}.
   */
  private static Map<String, Object> store(NodeSettings.Database database) {
    var driver = database.url().startsWith("jdbc:h2:") ? "jdbc:h2:mem:" : "jdbc:postgresql:";
    return StoreContext.properties(driver, "", "");
  }

  private static void check(NodeSettings settings, ChangeMasterKey keys, Secrets secrets) {
    keys.unreadable()
        .forEach(
            (key, wraps) -> {
              throw new CannotStart(
                  "GLADHAND_MASTER_KEY: %d secrets of this database are wrapped by the master key %s, which is %s"
                      .formatted(
                          wraps,
                          key,
                          settings.earlierKeys().isEmpty()
                              ? "not this one, and GLADHAND_MASTER_KEYS_EARLIER names none"
                              : "neither this one nor one of GLADHAND_MASTER_KEYS_EARLIER"));
            });
    try {
      // This stores a secret in an empty database, so that a different key is noticed at the next
      // start.
      secrets.findOrMake(CHECK, () -> new byte[] {1});
    } catch (IllegalStateException e) {
      throw new CannotStart("GLADHAND_MASTER_KEY: it cannot decrypt the secrets of this database");
    }
  }

  /**
   * The failure to report: for a mistake that an operator can correct, a sentence; for any other,
   * the original failure with its stack trace.
   */
  private static RuntimeException startFailure(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStart known) {
        return known;
      }
      var why = ReachDatabase.explain(cause);
      if (why.isPresent()) {
        return new CannotStart("GLADHAND_DATABASE_URL: " + why.get());
      }
      if (cause instanceof BindException) {
        return new CannotStart(
            "GLADHAND_PORT: another process uses the port, or this process may not use it");
      }
    }
    return failure;
  }

  /** Blocks until the process is asked to stop. */
  void untilTerminated() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the node after SIGTERM or SIGINT; it still answers while it drains. */
  private void end() {
    // The code is read first: if a start is still under way, it fails when this method closes the
    // context, and would then set the exit code of a failure.
    var code = EXIT_CODE.get();
    context.getBean(Background.class).drain();
    server.stop();
    context.close();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.stop();
    }
    // After a signal, the JVM's own exit code looks like a failure, so this method ends the process
    // with the node's code.
    Runtime.getRuntime().halt(code);
  }
}
