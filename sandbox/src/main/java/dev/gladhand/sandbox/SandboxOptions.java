package dev.gladhand.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options with which a sandbox is started.
 *
 * @param ports the ports by provider; a provider with the port 0 or without an entry gets any free
 *     port
 * @param journalEntries the largest number of requests, and of applied writes, in the journal
 * @param journalBytes the approximate memory in bytes that the requests, and likewise the applied
 *     writes, may take
 * @param longestBody the longest request body in bytes; the answer to a longer one is a 413
 * @param seed the seed of the random numbers for faults with a probability
 */
public record SandboxOptions(
    String host,
    Map<String, Integer> ports,
    int journalEntries,
    long journalBytes,
    int longestBody,
    long seed) {
  /** The providers, in the order in which their ports are opened. */
  public static final List<String> PROVIDERS =
      List.of("samsara", "superoffice", "motive", "fleetio", "webfleet", "geotab");

  public SandboxOptions {
    ports = Map.copyOf(ports);
  }

  /** The default options: any free ports of the loopback address. */
  public static SandboxOptions defaults() {
    return new SandboxOptions("127.0.0.1", Map.of(), 200_000, 128L << 20, 4 << 20, 1);
  }

  /** The port of a provider; 0 stands for any free port. */
  public int port(String provider) {
    return ports.getOrDefault(provider, 0);
  }

  public SandboxOptions host(String name) {
    return new SandboxOptions(name, ports, journalEntries, journalBytes, longestBody, seed);
  }

  /**
   * @throws IllegalArgumentException if there is no such provider
   */
  public SandboxOptions port(String provider, int port) {
    if (!PROVIDERS.contains(provider)) {
      throw new IllegalArgumentException("unknown provider '" + provider + "'");
    }
    var more = new LinkedHashMap<>(ports);
    more.put(provider, port);
    return new SandboxOptions(host, more, journalEntries, journalBytes, longestBody, seed);
  }

  /**
   * The same options with consecutive ports: {@code first} for the first provider, the next port
   * for the second, and so on.
   */
  public SandboxOptions portsFrom(int first) {
    var options = this;
    for (int i = 0; i < PROVIDERS.size(); i++) {
      options = options.port(PROVIDERS.get(i), first + i);
    }
    return options;
  }

  public SandboxOptions journal(int entries, long bytes) {
    return new SandboxOptions(host, ports, entries, bytes, longestBody, seed);
  }

  public SandboxOptions seed(long number) {
    return new SandboxOptions(host, ports, journalEntries, journalBytes, longestBody, number);
  }
}
