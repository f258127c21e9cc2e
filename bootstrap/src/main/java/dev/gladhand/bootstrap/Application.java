package dev.gladhand.bootstrap;

import dev.gladhand.bootstrap.settings.CannotStart;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.bootstrap.tool.Health;
import dev.gladhand.bootstrap.tool.Tool;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Starts the gateway, a demo of it, or the command-line tool for a running node. */
public final class Application {
  private static final String USAGE =
      "usage: java -jar gladhand.jar [serve | demo | health | COMMAND]\n"
          + "COMMAND: login, write, operations, connect, capabilities, bulk, selfcheck, restored; each has --help";
  private static final Set<String> COMMANDS =
      Set.of(
          "login",
          "write",
          "operations",
          "connect",
          "capabilities",
          "bulk",
          "selfcheck",
          "restored");
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private Application() {}

  public static void main(String[] args) {
    var command = args.length == 0 ? "serve" : args[0];
    if (command.equals("health")) {
      System.exit(Health.check(System.getenv()));
    }
    if (COMMANDS.contains(command)) {
      // A command prints only its own output, so logging is off.
      System.setProperty("gladhand.log-level", "off");
      System.exit(Tool.run(args));
    }
    EndsWithoutMemory.install();
    KeepsTokensOut.install();
    ReusesBuffers.install();
    try {
      switch (command) {
        case "serve" -> RunningNode.start(Map.of()).untilTerminated();
        case "demo" -> Demo.run();
        case "train" -> train();
        case "help", "-h", "--help" -> System.out.println(USAGE);
        default -> refuse(USAGE);
      }
    } catch (NodeSettings.WrongSettings e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (CannotStart e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      // Threads that were already started would keep a process running that serves nobody.
      LoggerFactory.getLogger(Application.class).error("the node could not start", e);
      RunningNode.exit(FAILED);
    }
  }

  // Runs in a second process, which the launcher starts only so that the JVM records which classes
  // a start loads.
  private static void train() {
    try (ApplicationContext context = RunningNode.startForTraining().context()) {
      TrainingCalls.to(context);
    }
    System.exit(0);
  }

  private static void refuse(String why) {
    why.lines().forEach(line -> System.err.println("gladhand: " + line));
    RunningNode.exit(WRONG_USE);
  }
}
