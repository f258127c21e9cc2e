package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** This program as a later version of it, which changes the tables besides. */
public final class LaterVersion {
  private final Path changes;
  private final StringBuilder locations = new StringBuilder("classpath:db/migration");

  /**
   * @param changes a folder of its own
   */
  public LaterVersion(Path changes) {
    this.changes = changes;
    locations.append(",filesystem:").append(changes);
  }

  /**
   * @param name of the migration's file
   */
  public LaterVersion with(String name, String sql) {
    try {
      Files.createDirectories(changes);
      Files.writeString(changes.resolve(name), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What a node is told to be of this version. */
  public Map<String, String> settings() {
    return Map.of("FLYWAY_DATASOURCES_DEFAULT_LOCATIONS", locations.toString());
  }
}
