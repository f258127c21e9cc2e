package dev.gladhand.bootstrap.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command-line tool for a running node. Its exit code is 0 for success, 1 if the node refused a
 * call or a write failed, 2 for wrong usage, and 3 if the node cannot be reached.
 */
@Command(
    name = "gladhand",
    description = "Calls a running node. Names in brackets are environment variables.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
public final class Tool {
  private static final int REFUSED = 1;
  private static final int UNREACHABLE = 3;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "where the node is (GLADHAND_URL, else http://127.0.0.1:8080)")
  @Nullable String url;

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "where login keeps the token (~/.config/gladhand/token.json)")
  @Nullable Path tokenFile;

  final Map<String, String> environment;
  final InputStream in;
  final PrintStream out;
  final PrintStream err;

  private Tool(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Says why a command cannot be carried out: its input is wrong, or the node refused a call. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /** Runs a command; returns the exit code. */
  public static int run(String... arguments) {
    return run(System.getenv(), System.in, System.out, System.err, arguments);
  }

  /** Runs a command with the given environment and streams; returns the exit code. */
  public static int run(
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err,
      String... arguments) {
    var tool = new Tool(environment, in, out, err);
    var line =
        new CommandLine(tool)
            .addSubcommand(new Login(tool))
            .addSubcommand(new Write(tool))
            .addSubcommand(new Operations(tool))
            .addSubcommand(new Connect(tool))
            .addSubcommand(new Capabilities(tool))
            .addSubcommand(new Bulk(tool))
            .addSubcommand(new Selfcheck(tool))
            .addSubcommand(new Restored(tool))
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setExecutionExceptionHandler((failure, _, _) -> tool.explain(failure));
    return line.execute(arguments);
  }

  private int explain(Exception failure) throws Exception {
    return switch (failure) {
      case Refused refused -> say(refused, REFUSED);
      case IOException unreachable -> say(unreachable, UNREACHABLE);
      default -> throw failure;
    };
  }

  private int say(Exception failure, int code) {
    err.println("gladhand: " + failure.getMessage());
    return code;
  }

  URI base() {
    var named = url == null ? environment.get("GLADHAND_URL") : url;
    return URI.create(
        named == null || named.isBlank() ? "http://127.0.0.1:8080" : named.replaceAll("/+$", ""));
  }

  Path tokenFile() {
    if (tokenFile != null) {
      return tokenFile;
    }
    var configured = environment.get("XDG_CONFIG_HOME");
    var folder =
        configured == null || configured.isBlank()
            ? Path.of(environment.getOrDefault("HOME", "."), ".config")
            : Path.of(configured);
    return folder.resolve("gladhand").resolve("token.json");
  }

  /** The node with the token of the last login. */
  Node node() throws IOException {
    return new Node(base(), TokenFile.read(tokenFile(), base()));
  }
}
