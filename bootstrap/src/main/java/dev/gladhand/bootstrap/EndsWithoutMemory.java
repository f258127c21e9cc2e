package dev.gladhand.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the process when memory has run out, as {@code -XX:+ExitOnOutOfMemoryError} does, which only
 * a command line can set. A process that ran out of memory may have lost work without notice; after
 * a restart it continues from the store. Code that catches the error logs it, so this filter checks
 * every log event and every uncaught error. The last line on standard error names the kind of
 * memory that ran out.
 */
final class EndsWithoutMemory extends TurboFilter {
  private static final int OUT_OF_MEMORY = 3;

  /**
   * The last line on standard error. It is made in advance, because there may be no memory left for
   * it later.
   */
  private static final byte[] ENDS =
      "the process ends, because memory ran out: ".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream errors;
  private final Runnable end;

  EndsWithoutMemory(OutputStream errors, Runnable end) {
    this.errors = errors;
    this.end = end;
  }

  /** Installs this log filter and the handler of uncaught errors for the whole process. */
  static void install() {
    var filter =
        new EndsWithoutMemory(
            new FileOutputStream(FileDescriptor.err),
            () -> Runtime.getRuntime().halt(OUT_OF_MEMORY));
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      filter.start();
      context.addTurboFilter(filter);
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          filter.look(thrown);
          LoggerFactory.getLogger(EndsWithoutMemory.class)
              .error(
                  "thread {} ended, because it did not handle an exception",
                  thread.getName(),
                  thrown);
        });
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    look(thrown);
    return FilterReply.NEUTRAL;
  }

  private void look(@Nullable Throwable thrown) {
    var depth = 0;
    for (var cause = thrown; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        end(cause);
      }
      depth++;
    }
  }

  private void end(Throwable cause) {
    try {
      errors.write(ENDS);
      errors.write((cause.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end.run();
    }
  }
}
