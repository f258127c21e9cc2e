package dev.gladhand.bootstrap.tool;

import dev.gladhand.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Creates a connection from a file, or prints a link with which a fleet creates its connection
 * itself.
 */
@Command(
    name = "connect",
    description = "Prints a link with which a fleet connects itself, or creates a connection.")
final class Connect implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  Way way = new Way();

  @Option(
      names = "--tsp",
      paramLabel = "SLUG",
      description = "a provider that the fleet may choose; default: all")
  List<String> tsps = List.of();

  /**
   * Says what the command creates: with {@code --fleet-ref} a link for a fleet, with {@code --file}
   * a connection. Exactly one of the two options must be given.
   */
  static final class Way {
    @Option(names = "--fleet-ref", paramLabel = "REF", description = "your reference of the fleet")
    @Nullable String fleetRef;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "the file with the connection and its credentials; - for standard input")
    @Nullable String file;
  }

  private final Tool tool;

  Connect(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    if (way.file != null) {
      var made =
          tool.node()
              .post("/v2/integrations/connections", Node.JSON.read(Input.text(tool, way.file)));
      Input.print(tool, made.expect(201).json());
      return 0;
    }
    var invitation = new LinkedHashMap<String, @Nullable Object>();
    invitation.put("fleet_ref", way.fleetRef);
    if (!tsps.isEmpty()) {
      invitation.put("limit_tsps", tsps);
    }
    var made = tool.node().post("/v2/orgs/invitations", invitation).expect(200, 201).json();
    tool.out.println(Json.at(made, "magic_link"));
    return 0;
  }
}
