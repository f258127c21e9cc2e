package dev.gladhand.bootstrap;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormTest {
  /** The demo sets the property where somebody reads along at a terminal. */
  @ParameterizedTest
  @CsvSource({"plain,plain", ",json"})
  void linesAreJsonUnlessTheyAreForATerminal(String property, String appender)
      throws JoranException {
    var context = new LoggerContext();
    if (property != null) {
      context.putProperty("gladhand.logs", property);
    }
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback.xml"));
    try {
      assertNotNull(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(appender));
    } finally {
      context.stop();
    }
  }
}
