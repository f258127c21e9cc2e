package dev.gladhand.application.connection;

/** The addresses that the operator lets base URLs point to besides the TSPs' own hosts. */
@FunctionalInterface
public interface OperatorTargets {
  /** Exactly this host and port, over http or https; {@code host} is in lower case. */
  boolean allows(String host, int port);

  /** Nothing but the TSPs' own hosts. */
  OperatorTargets NONE = (_, _) -> false;
}
