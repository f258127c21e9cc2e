package dev.gladhand.sandbox;

import java.time.InstantSource;

/**
 * How a sandbox is started. A port of 0 is any free one.
 *
 * @param journalEntries how many requests, and how many applied writes, the journal keeps at most
 * @param journalBytes about how much memory each of the two may take
 * @param longestBody a request body above this is a 413
 * @param seed of the randomness of faults that have a probability
 */
public record SandboxOptions(
    String host,
    int samsaraPort,
    int superOfficePort,
    int motivePort,
    int journalEntries,
    long journalBytes,
    int longestBody,
    long seed,
    InstantSource clock) {

  /** Any free ports of the loopback address. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "127.0.0.1", 0, 0, 0, 200_000, 128L << 20, 4 << 20, 1, InstantSource.system());
  }

  public SandboxOptions host(String name) {
    return new SandboxOptions(
        name,
        samsaraPort,
        superOfficePort,
        motivePort,
        journalEntries,
        journalBytes,
        longestBody,
        seed,
        clock);
  }

  public SandboxOptions ports(int samsara, int superOffice, int motive) {
    return new SandboxOptions(
        host, samsara, superOffice, motive, journalEntries, journalBytes, longestBody, seed, clock);
  }

  public SandboxOptions journal(int entries, long bytes) {
    return new SandboxOptions(
        host, samsaraPort, superOfficePort, motivePort, entries, bytes, longestBody, seed, clock);
  }

  public SandboxOptions seed(long number) {
    return new SandboxOptions(
        host,
        samsaraPort,
        superOfficePort,
        motivePort,
        journalEntries,
        journalBytes,
        longestBody,
        number,
        clock);
  }

  public SandboxOptions clock(InstantSource source) {
    return new SandboxOptions(
        host,
        samsaraPort,
        superOfficePort,
        motivePort,
        journalEntries,
        journalBytes,
        longestBody,
        seed,
        source);
  }
}
