package dev.gladhand.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepsTokensOutTest {
  @Test
  void whateverLevelIsSet() {
    var context = new LoggerContext();
    context.addTurboFilter(new KeepsTokensOut());
    var told = new ListAppender<ILoggingEvent>();
    told.start();
    context.getLogger("ROOT").addAppender(told);
    for (var name :
        List.of(
            "io.micronaut.security.token.jwt.validator.JsonWebTokenSignatureValidator",
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire")) {
      var log = context.getLogger(name);
      log.setLevel(Level.TRACE);
      log.trace("a token");
      log.debug("a token");
      log.warn("a warning");
    }
    var other = context.getLogger("dev.gladhand");
    other.setLevel(Level.TRACE);
    other.debug("a detail");
    assertEquals(
        List.of("a warning", "a warning", "a warning", "a detail"),
        told.list.stream().map(ILoggingEvent::getMessage).toList());
  }
}
