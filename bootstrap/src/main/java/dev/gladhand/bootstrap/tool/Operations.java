package dev.gladhand.bootstrap.tool;

import dev.gladhand.json.Json;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, watches and retries operations. */
@Command(
    name = "operations",
    description = "Lists, watches and retries operations.",
    synopsisSubcommandLabel = "COMMAND")
final class Operations {
  private static final String ROOT = "/v2/integrations/connections/";

  private final Tool tool;

  Operations(Tool tool) {
    this.tool = tool;
  }

  @Command(
      name = "list",
      description =
          "Prints one line for each operation: id, connection, status, and the reason why it waits.")
  int list(
      @Option(names = "--status", paramLabel = "STATUS") @Nullable String status,
      @Option(names = "--resource", paramLabel = "RESOURCE") @Nullable String resource,
      @Option(names = "--connection", paramLabel = "ID") @Nullable String connection,
      @Option(names = "--size", paramLabel = "N", defaultValue = "50") int size,
      @Option(names = "--json", description = "prints the page as the API returns it") boolean json)
      throws IOException {
    var filters =
        Stream.of(
                filter("status", status),
                filter("resource", resource),
                filter("connection_id", connection))
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    var page =
        tool.node().get(ROOT + "resource-operations?size=" + size + filters).expect(200).json();
    if (json) {
      Input.print(tool, page);
      return 0;
    }
    for (var operation : Json.objects(Json.at(page, "items"))) {
      tool.out.println(
          Stream.of(
                  "id",
                  "connection_id",
                  "created_at",
                  "source_name",
                  "resource",
                  "operation_type",
                  "status",
                  "waiting_on",
                  "outcome")
              .map(name -> Objects.toString(operation.get(name), "-"))
              .collect(Collectors.joining("\t")));
    }
    return 0;
  }

  private static @Nullable String filter(String name, @Nullable String value) {
    return value == null ? null : "&" + name + "=" + Node.encoded(value);
  }

  @Command(
      name = "watch",
      description = "Waits until an operation has ended. Exits with 1 if it failed.")
  int watch(
      @Parameters(paramLabel = "CONNECTION") String connection,
      @Parameters(paramLabel = "OPERATION") String id)
      throws IOException {
    var operation = ended(tool.node(), connection, id);
    Input.print(tool, operation);
    return "failed".equals(Json.at(operation, "status")) ? 1 : 0;
  }

  @Command(name = "retry", description = "Retries a failed operation as a new operation.")
  int retry(
      @Parameters(paramLabel = "CONNECTION") String connection,
      @Parameters(paramLabel = "OPERATION") String id)
      throws IOException {
    Input.print(tool, tool.node().post(path(connection, id) + "/retry", null).expect(202).json());
    return 0;
  }

  private static String path(String connection, String id) {
    return ROOT + Node.encoded(connection) + "/resource-operations/" + Node.encoded(id);
  }

  static @Nullable Object ended(Node node, String connection, String id) throws IOException {
    while (true) {
      var operation = node.get(path(connection, id)).expect(200).json();
      if (!"pending".equals(Json.at(operation, "status"))) {
        return operation;
      }
      Node.pause(1);
    }
  }
}
