package dev.gladhand.bootstrap.tool;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gets a token and stores it for the other commands. */
@Command(
    name = "login",
    description =
        "Gets a token for an hour. The secret is read from GLADHAND_CLIENT_SECRET or a file.")
final class Login implements Callable<Integer> {
  @Option(names = "--client-id", required = true, paramLabel = "ID")
  String client = "";

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "the file with the secret; - for standard input")
  @Nullable String secretFile;

  private final Tool tool;

  Login(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    var secret = Input.secret(tool, secretFile, "GLADHAND_CLIENT_SECRET");
    TokenFile.write(tool.tokenFile(), tool.base(), Node.login(tool.base(), client, secret));
    tool.err.println("gladhand: the token was stored in " + tool.tokenFile());
    return 0;
  }
}
