package dev.gladhand.application.reference;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.tsp.Directory;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Starts jobs that read a TSP's records in the background. Blocks; throws {@code StoreUnavailable}.
 */
public final class RefreshReferences {
  private final Connections connections;
  private final Adapters adapters;
  private final RefreshJobs jobs;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes UUIDv7s
   */
  public RefreshReferences(
      Connections connections,
      Adapters adapters,
      RefreshJobs jobs,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.connections = connections;
    this.adapters = adapters;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /** Starts a job, or returns the one that is under way for this connection. */
  public Answer<RefreshView> start(PartnerId partner, ConnectionId id) {
    return ReadConnections.find(connections, partner, id).flatMap(this::started);
  }

  private Answer<RefreshView> started(Connection connection) {
    if (connection.status() != ConnectionStatus.ACTIVE) {
      return Answer.refused(
          new Refusal.Conflict(
              "connection " + connection.id() + " is " + connection.status().wire(),
              Duration.ZERO));
    }
    var directory = directory(connection);
    if (directory.isEmpty()) {
      return Answer.refused(
          new Refusal.NotSupported(
              connection.tsp() + " does not list its records; import them with PUT …/references"));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var job =
        jobs.start(
            new Job(
                ids.get(),
                connection.partner(),
                connection.id(),
                "pending",
                null,
                null,
                Map.of(),
                0,
                null,
                now,
                null,
                now));
    return Answer.ok(new RefreshView(job, directory.get().resources()));
  }

  public Answer<RefreshView> get(PartnerId partner, ConnectionId id, UUID job) {
    return ReadConnections.find(connections, partner, id)
        .flatMap(
            connection ->
                jobs.find(partner, id, job)
                    .map(
                        found ->
                            Answer.ok(
                                new RefreshView(
                                    found,
                                    directory(connection)
                                        .map(Directory::resources)
                                        .orElse(java.util.Set.of()))))
                    .orElseGet(() -> Answer.notFound("refresh " + job + " does not exist")));
  }

  private Optional<Directory> directory(Connection connection) {
    return adapters.find(connection.tsp()).flatMap(adapter -> adapter.directory());
  }
}
