package dev.gladhand.capabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SupportMatrixTest {
  private static final Path PAGE = Path.of("..", "docs", "support-matrix.md");

  @Test
  void isWhatTheAdaptersSay() throws IOException {
    var page = new SupportMatrix(BuiltIn.adapters()).page();
    if ("write".equals(System.getProperty("gladhand.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "docs/support-matrix.md is stale: its second line says how it is written anew");
  }
}
