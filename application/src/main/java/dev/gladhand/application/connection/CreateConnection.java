package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates a connection. Its fields are checked; whether the TSP accepts the credentials is not,
 * because {@link TestConnection} does that.
 */
public final class CreateConnection {
  private final Connections connections;
  private final ConnectionBody bodies;
  private final ShownConnections shown;
  private final FleetIds fleets;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final PartnerCaps caps;
  private final Audit audit;

  /**
   * @param ids makes UUIDv7s
   * @param randomIds makes UUIDv4s
   */
  public CreateConnection(
      Connections connections,
      Lanes lanes,
      Operations operations,
      Adapters adapters,
      OperatorTargets targets,
      InstantSource clock,
      Supplier<UUID> ids,
      Supplier<UUID> randomIds,
      PartnerCaps caps,
      Audit audit) {
    this.connections = connections;
    this.bodies = new ConnectionBody(adapters, new BaseUrls(targets));
    this.shown = new ShownConnections(connections, lanes, operations, adapters);
    this.fleets = new FleetIds(randomIds);
    this.clock = clock;
    this.ids = ids;
    this.caps = caps;
    this.audit = audit;
  }

  public Answer<ConnectionView> create(
      PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    return bodies
        .create(body)
        .flatMap(
            draft -> {
              var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
              var connection =
                  new Connection(
                      new ConnectionId(ids.get()),
                      partner,
                      draft.tsp(),
                      fleets.of(partner, draft.fleetRef()),
                      draft.fleetRef(),
                      draft.settings(),
                      ConnectionStatus.ACTIVE,
                      draft.description(),
                      now,
                      now,
                      null,
                      1);
              var added =
                  audit.record(
                      () ->
                          connections.add(
                              connection,
                              draft.credentials(),
                              "connection.created",
                              caps.connections()),
                      done -> done,
                      AuditEntry.done(
                          AuditAction.CONNECTION_CREATED, connection.id(), partner, body.keySet()));
              return added
                  ? Answer.ok(shown.withLane(connection))
                  : Answer.refused(caps.noMoreConnections());
            });
  }
}
