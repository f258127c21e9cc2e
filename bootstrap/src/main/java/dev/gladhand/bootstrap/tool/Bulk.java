package dev.gladhand.bootstrap.tool;

import dev.gladhand.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends many creates, one for each line of the input, and prints each answer as it arrives. */
@Command(
    name = "bulk",
    description =
        "Sends creates, one in each line. If it was interrupted, run it again with the same key.")
final class Bulk implements Callable<Integer> {
  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  @Parameters(index = "0", paramLabel = "RESOURCE")
  String resource = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "-",
      paramLabel = "FILE",
      description = "a file with one JSON object in each line; default: standard input")
  String file = "-";

  @Option(names = "--dry-run")
  boolean dryRun;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "the idempotency key; default: a new one")
  String key = UUID.randomUUID().toString();

  private final Tool tool;

  Bulk(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    tool.err.println("gladhand: --key " + key);
    var node = tool.node();
    try (var lines = Input.open(tool, file)) {
      var request =
          node.request("/v2/telematics/" + Node.encoded(resource) + "/bulk?dry_run=" + dryRun)
              .header("Content-Type", "application/x-ndjson")
              .header("Idempotency-Key", key)
              .POST(BodyPublishers.ofInputStream(() -> lines))
              .build();
      var response = node.exchange(request, BodyHandlers.ofLines());
      try (var answers = response.body()) {
        if (response.statusCode() != OK) {
          new Node.Answer(
                  response.statusCode(), answers.collect(Collectors.joining("\n")), response)
              .expect();
        }
        var refused = answers.peek(tool.out::println).filter(Bulk::isRefused).count();
        tool.err.println("gladhand: " + refused + " lines were refused");
        return refused == 0 ? 0 : 1;
      }
    }
  }

  private static boolean isRefused(String line) {
    return !(Json.at(Node.JSON.read(line), "status") instanceof Number status)
        || (status.intValue() != ACCEPTED && status.intValue() != OK);
  }
}
