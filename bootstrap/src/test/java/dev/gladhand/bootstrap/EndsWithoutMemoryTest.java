package dev.gladhand.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndsWithoutMemoryTest {
  @Test
  void whateverIsWrittenToTheLogOfIt() {
    var ends = new AtomicInteger();
    var errors = new ByteArrayOutputStream();
    var context = new LoggerContext();
    context.addTurboFilter(new EndsWithoutMemory(errors, ends::incrementAndGet));
    var log = context.getLogger("somebody");
    log.error("a failure", new IllegalStateException("of another kind"));
    assertEquals(0, ends.get());
    log.error("a failure", new IllegalStateException(new OutOfMemoryError("Java heap space")));
    assertEquals(1, ends.get());
    assertEquals(
        "the process ends, because memory ran out: Java heap space\n",
        errors.toString(StandardCharsets.UTF_8));
    log.debug("a failure that nobody reads of", new OutOfMemoryError("Java heap space"));
    assertEquals(2, ends.get());
  }
}
