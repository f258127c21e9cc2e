package dev.gladhand.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps tokens and credentials out of the log at every level that an operator may set. Below INFO,
 * the framework logs tokens that it rejects, and the HTTP library logs headers and bodies.
 */
final class KeepsTokensOut extends TurboFilter {
  private static final List<String> TALKATIVE =
      List.of(
          "io.micronaut.security",
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.client5.http.wire");

  /** Installs this log filter for the whole process. */
  static void install() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var filter = new KeepsTokensOut();
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    // This is called before the logger's own level is checked, many times for each request.
    if (level.isGreaterOrEqual(Level.INFO) || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    return TALKATIVE.stream().anyMatch(logger.getName()::startsWith)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
