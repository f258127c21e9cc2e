package dev.gladhand.bootstrap.tool;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints which writes a connection accepts, field by field, as JSON Schema. */
@Command(name = "capabilities", description = "Prints what a connection accepts, as JSON Schema.")
final class Capabilities implements Callable<Integer> {
  @Parameters(paramLabel = "CONNECTION")
  String connection = "";

  private final Tool tool;

  Capabilities(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    var path = "/v2/integrations/connections/" + Node.encoded(connection) + "/capabilities";
    Input.print(tool, tool.node().get(path).expect(200).json());
    return 0;
  }
}
