package dev.gladhand.sandbox;

import java.util.stream.Collectors;

/**
 * Reads the command line of the sandbox: {@code --host}, a port for each provider, the size of the
 * journal, and the seed of the random numbers.
 */
final class Arguments {
  private static final String USAGE =
      "usage: [--host 127.0.0.1] "
          + SandboxOptions.PROVIDERS.stream()
              .map(provider -> "[--" + provider + "-port 0]")
              .collect(Collectors.joining(" "))
          + " [--journal-entries 200000] [--journal-megabytes 128] [--seed 1]";

  private Arguments() {}

  static SandboxOptions parse(String[] args) {
    SandboxOptions options = SandboxOptions.defaults();
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 0; i < args.length; i += 2) {
      options = with(options, args[i], args[i + 1]);
    }
    return options;
  }

  private static SandboxOptions with(SandboxOptions options, String name, String value) {
    for (String provider : SandboxOptions.PROVIDERS) {
      if (name.equals("--" + provider + "-port")) {
        return options.port(provider, port(value));
      }
    }
    return switch (name) {
      case "--host" -> options.host(value);
      case "--journal-entries" -> options.journal(number(value), options.journalBytes());
      case "--journal-megabytes" ->
          options.journal(options.journalEntries(), (long) number(value) << 20);
      case "--seed" -> options.seed(number(value));
      default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
    };
  }

  private static int port(String value) {
    int port = number(value);
    if (port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535\n" + USAGE);
    }
    return port;
  }

  private static int number(String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("a number was expected: " + value + "\n" + USAGE);
    }
    return Integer.parseInt(value);
  }
}
