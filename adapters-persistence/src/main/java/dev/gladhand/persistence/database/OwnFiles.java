package dev.gladhand.persistence.database;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects the files of an embedded H2 from other users of the machine: a folder that is made for
 * them can be used by its owner only (0700), and so can the files (0600). Does nothing for other
 * databases, and on file systems without such rights.
 */
final class OwnFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);
  private static final String FILE = "jdbc:h2:file:";
  private static final List<String> ENDINGS = List.of(".mv.db", ".trace.db");

  private OwnFiles() {}

  /**
   * Makes the folder before the database is opened for the first time. An existing folder is left
   * unchanged.
   */
  static void makeFolder(String url) {
    var folder = owned(url) ? path(url).toAbsolutePath().getParent() : null;
    if (folder == null || Files.exists(folder)) {
      return;
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      // Then the database cannot be opened either, and that failure is reported.
      LOG.debug("the folder of the database cannot be made", e);
    }
  }

  /** Lets only the owner read and write the files; called after the database was opened. */
  static void close(String url) {
    if (!owned(url)) {
      return;
    }
    for (var ending : ENDINGS) {
      var file = Path.of(path(url) + ending);
      try {
        if (Files.exists(file)) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      } catch (IOException e) {
        LOG.warn("the permissions of {} cannot be restricted to its owner: {}", file, e.toString());
      }
    }
  }

  private static boolean owned(String url) {
    return url.startsWith(FILE)
        && FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static Path path(String url) {
    var text = url.substring(FILE.length()).split(";", 2)[0];
    return Path.of(
        text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
  }
}
