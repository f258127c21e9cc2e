package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentsTest {
  @Test
  void portsAndLimitsAreTakenFromTheCommandLine() {
    String line =
        "--samsara-port 1 --superoffice-port 2 --motive-port 3 --host localhost --journal-entries 4"
            + " --journal-megabytes 5 --seed 6";
    var options = Arguments.parse(line.split(" ", -1));
    assertEquals(1, options.port("samsara"));
    assertEquals(2, options.port("superoffice"));
    assertEquals(3, options.port("motive"));
    assertEquals("localhost", options.host());
    assertEquals(4, options.journalEntries());
    assertEquals(5 << 20, options.journalBytes());
    assertEquals(6, options.seed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--samsara-port", "--port 1", "--samsara-port x", "--motive-port 65536"})
  void anythingElseIsRefused(String line) {
    String[] args = line.split(" ", -1);
    assertThrows(IllegalArgumentException.class, () -> Arguments.parse(args));
  }

  @Test
  void aPortThatIsTakenStopsTheStartAndLeavesNoneOpen() {
    try (var first = SandboxServer.start()) {
      int taken = Integer.parseInt(first.motiveUrl().replaceAll(".*:", ""));
      var options = SandboxOptions.defaults().port("motive", taken);
      assertThrows(UncheckedIOException.class, () -> SandboxServer.start(options));
    }
  }
}
