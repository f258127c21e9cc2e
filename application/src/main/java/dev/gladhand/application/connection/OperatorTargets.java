package dev.gladhand.application.connection;

/** The addresses besides the TSPs' own hosts that the operator permits as base URLs. */
@FunctionalInterface
public interface OperatorTargets {
  /**
   * Whether exactly this host and port may be called, over http or https; {@code host} is in lower
   * case.
   */
  boolean allows(String host, int port);

  /** Permits only the TSPs' own hosts. */
  OperatorTargets NONE = (_, _) -> false;
}
