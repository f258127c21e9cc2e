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

/** Puts in doubt what a restored database says was not sent yet. */
@Command(
    name = "restored",
    description =
        "Run once on a database that was restored from a backup, with the environment of its node:"
            + " each pending write counts as sent without an answer, as it may have been sent since the"
            + " backup. So it is looked up at its provider before it is sent again, or ends with the"
            + " outcome unknown. The nodes are stopped, or run with GLADHAND_HOLD=true.")
final class Restored implements Callable<Integer> {
  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  @Option(
      names = "--before",
      paramLabel = "TIME",
      description =
          "writes accepted from this time on are left alone: when the restored database"
              + " was first started, as 2026-01-31T12:00:00Z (none)")
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
            "%d pending writes are in doubt now; %d deliveries to webhooks may be repeated, under"
                + " the ids that they had%n",
            writes, deliveries);
        yield 0;
      }
    };
  }
}
