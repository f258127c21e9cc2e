package dev.gladhand.outbound.policy;

import java.util.Set;
import java.util.stream.Collectors;

/** The exact {@code host:port} pairs that the operator permits in addition to public addresses. */
public record AllowedTargets(Set<String> hostsAndPorts) {
  public AllowedTargets {
    hostsAndPorts =
        hostsAndPorts.stream().map(AllowedTargets::canonical).collect(Collectors.toSet());
    hostsAndPorts = Set.copyOf(hostsAndPorts);
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
