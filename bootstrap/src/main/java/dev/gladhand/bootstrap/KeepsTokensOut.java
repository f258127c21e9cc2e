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
 * Keeps tokens and credentials out of the log at every level that an operator may set: the
 * framework writes tokens that it does not believe, and the HTTP library writes headers and bodies,
 * both below INFO.
 */
final class KeepsTokensOut extends TurboFilter {
  private static final List<String> TALKATIVE =
      List.of(
          "io.micronaut.security",
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.client5.http.wire");

  /** From now on, for the whole process. */
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
    // Asked before the logger's own level is looked at, many times for each request.
    if (level.isGreaterOrEqual(Level.INFO) || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    return TALKATIVE.stream().anyMatch(logger.getName()::startsWith)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
