package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.persistence.database.ReachDatabase;
import dev.gladhand.persistence.database.StartPatience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine read no file of the database. */
final class OwnFilesTest {
  @TempDir Path folder;

  @Test
  void theFolderAndTheFileAreTheirOwnersAlone() throws IOException {
    var data = folder.resolve("new").resolve("data");
    var url = "jdbc:h2:file:" + data.resolve("gladhand") + ";WRITE_DELAY=0";
    try (var _ =
        ReachDatabase.await(url, "sa", "", new StartPatience(Duration.ofSeconds(5), why -> {}))) {
      assertEquals("rwx------", rights(data));
      assertEquals("rw-------", rights(data.resolve("gladhand.mv.db")));
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
