package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.persistence.node.RestoredDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Marks the pending writes of a restored database as sent without an answer, so that a node looks
 * each one up at its provider before it sends it again, or ends it with the outcome unknown.
 */
@Command(
    name = "restored",
    description =
        "Changes a database that was restored from a backup. Run it once, with the environment of"
            + " the node, while the nodes are stopped or run with GLADHAND_HOLD=true. It marks each"
            + " pending write as sent without an answer, because the write may have been sent after"
            + " the backup. A node then looks the write up at its provider before it sends it again,"
            + " or ends it with the outcome unknown.")
final class Restored implements Callable<Integer> {
  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  @Option(
      names = "--before",
      paramLabel = "TIME",
      description =
          "do not change writes that were accepted at this time or later, such as the time at"
              + " which the restored database was first started: 2026-01-31T12:00:00Z (none)")
  @Nullable OffsetDateTime before;

  private final Tool tool;

  Restored(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    var url = tool.environment.getOrDefault("GLADHAND_DATABASE_URL", "");
    if (url.isBlank()) {
      throw new Refused("GLADHAND_DATABASE_URL is not set: run it with the node's environment");
    }
    var result =
        RestoredDatabase.putInDoubt(
            url,
            tool.environment.get("GLADHAND_DATABASE_USER"),
            tool.environment.get("GLADHAND_DATABASE_PASSWORD"),
            before == null ? EVER : before.toInstant(),
            InstantSource.system());
    return switch (result) {
      case RestoredDatabase.Unusable(var why) -> throw new Refused("the database: " + why);
      case RestoredDatabase.InDoubt(var writes, var deliveries) -> {
        tool.out.printf(
            "%d pending writes are in doubt now; %d deliveries to webhooks may be repeated, with"
                + " the same ids%n",
            writes, deliveries);
        yield 0;
      }
    };
  }
}
