package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a running installation; needs the environment of its node. */
@Command(
    name = "selfcheck",
    description =
        "Reports on a running installation. Ends with 0, with 10 when there is a warning, and with"
            + " 20 when something has failed. It is run with the node's own environment and uses two"
            + " partners named Selfcheck.")
final class Selfcheck implements Callable<Integer> {
  @Option(
      names = "--admin-secret-file",
      paramLabel = "FILE",
      description = "the secret of GLADHAND_ADMIN_CLIENT_ID (GLADHAND_ADMIN_CLIENT_SECRET)")
  @Nullable String secretFile;

  @Option(
      names = "--sandbox-port",
      paramLabel = "PORT",
      defaultValue = "18091",
      description =
          "the port at which this command simulates a provider; GLADHAND_ALLOWED_TARGETS of the"
              + " node must contain 127.0.0.1:PORT")
  int sandboxPort;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "a log of the node; the check stores a secret and searches the log for it")
  List<Path> logs = List.of();

  @Option(
      names = "--dump-command",
      paramLabel = "COMMAND",
      description =
          "a command that prints the database, such as pg_dump with its arguments; its output is"
              + " searched too")
  @Nullable String dump;

  private final Tool tool;

  Selfcheck(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    var id = tool.environment.getOrDefault("GLADHAND_ADMIN_CLIENT_ID", "");
    if (id.isBlank()) {
      throw new Refused("GLADHAND_ADMIN_CLIENT_ID is not set: run it with the node's environment");
    }
    var secret = Input.secret(tool, secretFile, "GLADHAND_ADMIN_CLIENT_SECRET");
    var findings = new Findings(tool.out);
    var admin = new Node(tool.base(), Node.login(tool.base(), id, secret));
    var held = new NodeChecks(admin, tool.environment, findings).run();
    try (var trial = Trial.begin(tool.base(), admin, sandboxPort)) {
      trial.write(findings, held);
      new TargetBattery(trial.first(), trial.provider()).run(findings);
      new TenantMatrix(trial).run(findings);
      new CanarySearch(trial.canary, logs, dump).run(findings);
    }
    return findings.exitCode();
  }
}
