package dev.gladhand.capabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SupportMatrixTest {
  private static final Path PAGE = Path.of("..", "docs", "support-matrix.md");
  private static final Path README = Path.of("..", "README.md");

  private final SupportMatrix matrix = new SupportMatrix(BuiltIn.adapters());

  @Test
  void isWhatTheAdaptersSay() throws IOException {
    var page = matrix.page();
    if ("write".equals(System.getProperty("gladhand.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "docs/support-matrix.md is stale: its second line says how it is written anew");
  }

  @Test
  void theReadmeHasItsTableOfWrites() throws IOException {
    assertTrue(
        Files.readString(README).contains(matrix.writes()),
        "the table in README.md is stale: it is the one of docs/support-matrix.md");
  }
}
