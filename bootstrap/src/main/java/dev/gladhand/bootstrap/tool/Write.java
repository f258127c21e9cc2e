package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends one write to the node, and repeats the request with the same idempotency key if the node
 * does not answer.
 */
@Command(name = "write", description = "Makes a write and prints its operation.")
final class Write implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RESOURCE",
      description = "the resource as in the path of the API: vehicles, messages, group-messages, …")
  String resource = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "-",
      paramLabel = "FILE",
      description = "the file with the body; default: standard input")
  String file = "-";

  @Option(names = "--update", paramLabel = "ID", description = "updates the record with this id")
  @Nullable String update;

  @Option(names = "--sync", description = "delivers the write while the command waits")
  boolean sync;

  @Option(names = "--dry-run", description = "shows the provider's request and sends nothing")
  boolean dryRun;

  @Option(names = "--expires-in", paramLabel = "SECONDS")
  @Nullable Integer expiresIn;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "the idempotency key; default: a new one")
  String key = UUID.randomUUID().toString();

  @Option(names = "--wait", description = "waits until the operation has ended")
  boolean wait;

  private final Tool tool;

  Write(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    var path =
        "/v2/telematics/"
            + Node.encoded(resource)
            + (update == null ? "" : "/" + Node.encoded(update))
            + "?is_sync="
            + sync
            + "&dry_run="
            + dryRun
            + (expiresIn == null ? "" : "&expires_in=" + expiresIn);
    var node = tool.node();
    var answer =
        node.send(
            update == null ? "POST" : "PATCH",
            path,
            Input.text(tool, file),
            Map.of("Idempotency-Key", key));
    // If a sync write fails, the answer is a 502 whose body is the operation and not an error.
    if (answer.status() == 502 && Json.at(answer.json(), "id") == null) {
      throw new Refused("502: the answer came from a proxy and not from the node");
    }
    var said = answer.status() == 502 ? answer.json() : answer.expect(200, 202).json();
    if (wait && answer.status() == 202) {
      said =
          Operations.ended(
              node,
              String.valueOf(Json.at(said, "connection_id")),
              String.valueOf(Json.at(said, "id")));
    }
    Input.print(tool, said);
    return "failed".equals(Json.at(said, "status")) ? 1 : 0;
  }
}
