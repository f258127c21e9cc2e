package dev.gladhand.bootstrap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;

/** Starts the gateway, with demo data where the command says so. */
public final class Application {
  private static final String USAGE = "usage: java -jar gladhand.jar [serve | demo]";

  private Application() {}

  public static void main(String[] args) {
    var command = args.length == 0 ? "serve" : args[0];
    switch (command) {
      case "serve" -> start();
      case "demo" -> start("demo");
      case "train" -> train();
      default -> {
        System.err.println(USAGE);
        System.exit(2);
      }
    }
  }

  private static ApplicationContext start(String... environments) {
    return Micronaut.build(new String[0])
        .mainClass(Application.class)
        .environments(environments)
        .banner(false)
        .start();
  }

  // The launcher's second process, which starts only so that the JVM can note what a start loads.
  private static void train() {
    var context = start();
    TrainingCalls.to(context);
    context.close();
    System.exit(0);
  }
}
