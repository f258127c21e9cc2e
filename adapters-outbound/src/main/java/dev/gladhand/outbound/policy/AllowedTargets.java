package dev.gladhand.outbound.policy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exact {@code host:port} pairs that the operator permits in addition to public addresses. */
public record AllowedTargets(Set<String> hostsAndPorts) {
  public AllowedTargets {
    hostsAndPorts =
        hostsAndPorts.stream().map(AllowedTargets::canonical).collect(Collectors.toSet());
    hostsAndPorts = Set.copyOf(hostsAndPorts);
  }

  public static AllowedTargets none() {
    return new AllowedTargets(Set.of());
  }

  /**
   * Reads a comma-separated list.
   *
   * @throws IllegalArgumentException naming the first entry that is not an exact host:port
   */
  public static AllowedTargets parse(String list) {
    return new AllowedTargets(
        Stream.of(list.split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .collect(Collectors.toSet()));
  }

  /**
   * Whether the pair is listed; the case of the host does not matter, and an IPv6 address is in
   * brackets.
   */
  public boolean contains(String host, int port) {
    return Host.parse(host).map(parsed -> holds(parsed, port)).orElse(false);
  }

  boolean holds(Host host, int port) {
    return hostsAndPorts.contains(host.text() + ":" + port);
  }

  private static String canonical(String entry) {
    return Authority.parse(entry)
        .filter(authority -> authority.port() > 0)
        .map(authority -> authority.host().text() + ":" + authority.port())
        .orElseThrow(
            () -> new IllegalArgumentException("not an exact host:port: \"" + entry + "\""));
  }
}
