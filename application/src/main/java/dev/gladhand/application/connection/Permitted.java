package dev.gladhand.application.connection;

import dev.gladhand.application.Refusal;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.record.Resource;
import java.util.Optional;

/** Checks writes against the permissions that the fleet gave for a connection. */
public final class Permitted {
  private Permitted() {}

  /** Why a record of this kind may not be written through the connection; empty if it may. */
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
