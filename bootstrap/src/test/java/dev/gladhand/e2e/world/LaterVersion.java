package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Simulates a later version of this program that has further migrations. */
public final class LaterVersion {
  private final Path changes;
  private final StringBuilder locations = new StringBuilder("classpath:db/migration");

  /**
   * @param changes a folder that only this version uses
   */
  public LaterVersion(Path changes) {
    this.changes = changes;
    locations.append(",filesystem:").append(changes);
  }

  /**
   * @param name the name of the migration's file
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

  /** Returns the settings with which a node runs as this version. */
  public Map<String, String> settings() {
    return Map.of("FLYWAY_DATASOURCES_DEFAULT_LOCATIONS", locations.toString());
  }
}
