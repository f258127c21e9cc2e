package dev.gladhand.bootstrap;

import ch.qos.logback.classic.LoggerContext;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.http.server.exceptions.HttpServerException;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** A node that listens, and how it ends: in order, with exit code 0, when it is told to. */
record RunningNode(ApplicationContext context, EmbeddedServer server) {

  /**
   * @param overrides properties that come before the environment's, such as the demo's
   */
  static RunningNode start(List<Map<String, Object>> overrides) {
    var context =
        ApplicationContext.builder(Environment.BARE_METAL)
            .deduceEnvironment(false)
            .banner(false)
            .propertySources(sources(overrides))
            .build();
    context.getEnvironment().start();
    context.registerSingleton(NodeSettings.read(context.getEnvironment()));
    try {
      context.start();
      // Whatever can go wrong goes wrong before the first request is let in.
      context.getBean(Background.class);
      var server = context.getBean(EmbeddedServer.class);
      server.start();
      return new RunningNode(context, server);
    } catch (RuntimeException e) {
      throw startFailure(e);
    }
  }

  private static PropertySource[] sources(List<Map<String, Object>> overrides) {
    var sources = new ArrayList<PropertySource>();
    for (var values : overrides) {
      sources.add(PropertySource.of("override-" + sources.size(), values, Integer.MAX_VALUE));
    }
    return sources.toArray(PropertySource[]::new);
  }

  /** What an operator can mend gets a sentence; everything else keeps its trace. */
  private static RuntimeException startFailure(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStart known) {
        return known;
      }
      if (cause instanceof java.net.BindException
          || cause instanceof HttpServerException && cause.getCause() == null
          || cause instanceof ApplicationStartupException && cause.getCause() == null) {
        return new CannotStart("GLADHAND_PORT: the port is in use or not allowed");
      }
    }
    return failure;
  }

  /** Lives until the process is told to end. */
  void untilTerminated() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Told to end by SIGTERM or SIGINT: the node still answers while it drains. */
  private void end() {
    context.getBean(Background.class).drain();
    server.stop();
    context.close();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.stop();
    }
    // A process that ended by a signal would say so in its exit code, as if something had gone
    // wrong.
    Runtime.getRuntime().halt(0);
  }
}
