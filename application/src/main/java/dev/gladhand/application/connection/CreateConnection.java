package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Map;
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
  private final ClockAndIds clockAndIds;
  private final PartnerCaps caps;
  private final Audit audit;

  public CreateConnection(
      Connections connections,
      ConnectionBody bodies,
      ShownConnections shown,
      FleetIds fleets,
      ClockAndIds clockAndIds,
      PartnerCaps caps,
      Audit audit) {
    this.connections = connections;
    this.bodies = bodies;
    this.shown = shown;
    this.fleets = fleets;
    this.clockAndIds = clockAndIds;
    this.caps = caps;
    this.audit = audit;
  }

  public Answer<ConnectionView> create(
      PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    return bodies
        .create(body)
        .flatMap(
            draft -> {
              var now = clockAndIds.now();
              var connection =
                  new Connection(
                      new ConnectionId(clockAndIds.id()),
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
                  ? Answer.ok(StoreUnavailable.afterCommit(() -> shown.withLane(connection)))
                  : Answer.refused(caps.noMoreConnections());
            });
  }
}
