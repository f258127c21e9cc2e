package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The token of the last login, stored in a file that only its owner can read. */
final class TokenFile {
  private TokenFile() {}

  static void write(Path file, URI url, String token) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new Refused("the path of the token's file is a folder: " + file);
    }
    Files.createDirectories(folder);
    // The file is made under another name first, so that the token is never written into a file
    // that others can read.
    var fresh = Files.createTempFile(folder, "token", "", owners(folder));
    Files.write(fresh, JsonWriter.bytes(Map.of("url", url.toString(), "access_token", token)));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] owners(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Returns the token of the last login; throws an exception if another node issued it. */
  static String read(Path file, URI url) throws IOException {
    if (!Files.exists(file)) {
      throw new Refused("there is no token; run gladhand login");
    }
    var kept = Node.JSON.read(Files.readAllBytes(file));
    if (!url.toString().equals(Json.at(kept, "url"))
        || !(Json.at(kept, "access_token") instanceof String token)) {
      throw new Refused("the token belongs to another node; run gladhand login --url " + url);
    }
    return token;
  }
}
