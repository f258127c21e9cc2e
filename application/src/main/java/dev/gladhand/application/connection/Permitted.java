package dev.gladhand.application.connection;

import dev.gladhand.application.Refusal;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.record.Resource;
import java.util.Optional;

/** Holds writes to what the fleet of a connection permits. */
public final class Permitted {
  private Permitted() {}

  /** Why such a record may not be written through the connection; empty where it may. */
  public static Optional<Refusal> check(Connection connection, Resource resource) {
    return connection.mayWrite(resource)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                "the fleet does not permit writing "
                    + resource.wire()
                    + " records through connection "
                    + connection.id()));
  }
}
