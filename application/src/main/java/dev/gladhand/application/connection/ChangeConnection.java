package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes a connection, and resumes or parks its lane accordingly. Two concurrent changes are made
 * one after the other, the second on the result of the first. Blocks; throws {@code
 * StoreUnavailable}; safe to repeat.
 */
public final class ChangeConnection {
  private static final int TRIES = 10;

  private final Connections connections;
  private final ConnectionBody bodies;
  private final ShownConnections shown;
  private final FleetIds fleets;
  private final ConnectionLanes lanes;
  private final InstantSource clock;
  private final Audit audit;

  public ChangeConnection(
      Connections connections,
      ConnectionBody bodies,
      ShownConnections shown,
      FleetIds fleets,
      ConnectionLanes lanes,
      InstantSource clock,
      Audit audit) {
    this.connections = connections;
    this.bodies = bodies;
    this.shown = shown;
    this.fleets = fleets;
    this.lanes = lanes;
    this.clock = clock;
    this.audit = audit;
  }

  /** A changed connection, what is stored with it, and what is then done with its lane. */
  private record Step(
      Connection connection,
      @Nullable Credentials credentials,
      String event,
      AuditEntry entry,
      Lane lane) {}

  private enum Lane {
    LEAVE,
    PARK,
    RESUME
  }

  /**
   * Changes a connection by the fields of a body: an absent field stays, null clears a field, and
   * the settings are merged with the present ones one by one. New credentials activate a failed
   * connection.
   */
  public Answer<ConnectionView> patch(
      PartnerId partner, ConnectionId id, Map<String, ? extends @Nullable Object> body) {
    return change(
        partner,
        id,
        present -> bodies.change(present, body).map(wanted -> patched(present, wanted)));
  }

  private Step patched(Connection present, ConnectionBody.Wanted wanted) {
    var recovers = present.status() == ConnectionStatus.FAILED && wanted.credentials() != null;
    var status = recovers ? ConnectionStatus.ACTIVE : present.status();
    var fleet =
        Objects.equals(wanted.fleetRef(), present.fleetRef())
            ? present.fleetId()
            : fleets.of(present.partner(), wanted.fleetRef());
    var connection =
        new Connection(
            present.id(),
            present.partner(),
            present.tsp(),
            fleet,
            wanted.fleetRef(),
            wanted.settings(),
            status,
            wanted.description(),
            wanted.permissions(),
            present.createdAt(),
            now(),
            null,
            present.version() + 1);
    // The lane is resumed even if the connection is already active: an earlier call may have stored
    // the connection and stopped before it resumed the lane, or new settings may raise the rate
    // limit that the lane waits for.
    var resumes =
        status == ConnectionStatus.ACTIVE
            && (wanted.credentials() != null || !wanted.settings().equals(present.settings()));
    return new Step(
        connection,
        wanted.credentials(),
        recovers ? "connection.activated" : "connection.updated",
        AuditEntry.done(
            AuditAction.CONNECTION_UPDATED,
            present.id(),
            present.partner(),
            changes(present, connection, wanted.credentials() != null)),
        resumes ? Lane.RESUME : Lane.LEAVE);
  }

  /**
   * The names of the members in which the two connections differ; {@code credentials} is one of
   * them if new ones were given.
   */
  private static List<String> changes(Connection before, Connection after, boolean credentials) {
    var names = new ArrayList<String>();
    if (credentials) {
      names.add("credentials");
    }
    if (!Objects.equals(before.description(), after.description())) {
      names.add("description");
    }
    if (!Objects.equals(before.fleetRef(), after.fleetRef())) {
      names.add("fleet_ref");
    }
    if (!Objects.equals(before.permissions(), after.permissions())) {
      names.add("permissions");
    }
    if (!before.settings().equals(after.settings())) {
      names.add("settings");
    }
    if (before.status() != after.status()) {
      names.add("status");
    }
    return names;
  }

  public Answer<ConnectionView> activate(PartnerId partner, ConnectionId id) {
    return change(
        partner,
        id,
        present ->
            Answer.ok(
                to(
                    present,
                    ConnectionStatus.ACTIVE,
                    AuditAction.CONNECTION_ACTIVATED,
                    Lane.RESUME)));
  }

  public Answer<ConnectionView> pause(PartnerId partner, ConnectionId id) {
    return change(
        partner,
        id,
        present ->
            Answer.ok(
                to(present, ConnectionStatus.PAUSED, AuditAction.CONNECTION_PAUSED, Lane.PARK)));
  }

  /**
   * Deletes the connection for good. Its lane is resumed, so that the engine reads the lane and
   * ends the operations that still wait.
   */
  public Answer<ConnectionView> delete(PartnerId partner, ConnectionId id) {
    return change(
        partner,
        id,
        present ->
            Answer.ok(
                to(
                    present,
                    ConnectionStatus.DELETED,
                    AuditAction.CONNECTION_DELETED,
                    Lane.RESUME)));
  }

  /**
   * The step that gives the connection another status; its event has the name of {@code action} in
   * the API.
   */
  private Step to(Connection present, ConnectionStatus status, AuditAction action, Lane lane) {
    var connection = present.status() == status ? present : present.with(status, now());
    var entry = AuditEntry.done(action, present.id(), present.partner(), "status");
    return new Step(connection, null, action.wire(), entry, lane);
  }

  private Answer<ConnectionView> change(
      PartnerId partner, ConnectionId id, Function<Connection, Answer<Step>> next) {
    for (var tries = 0; tries < TRIES; tries++) {
      var present = ReadConnections.find(connections, partner, id);
      switch (present.flatMap(next)) {
        case Answer.Refused<Step>(var refusal) -> {
          return Answer.refused(refusal);
        }
        case Answer.Ok<Step>(var step) -> {
          if (stored(present, step)) {
            return StoreUnavailable.afterCommit(
                () -> {
                  follow(step);
                  return Answer.ok(shown.withLane(step.connection));
                });
          }
        }
      }
    }
    return Answer.refused(
        new Refusal.Conflict(
            "connection " + id + ": other requests are changing it; try again",
            Duration.ofSeconds(1)));
  }

  private boolean stored(Answer<Connection> present, Step step) {
    var unchanged =
        present instanceof Answer.Ok<Connection>(var before) && before.equals(step.connection);
    return unchanged
        || audit.record(
            () -> connections.update(step.connection, step.credentials, step.event),
            done -> done,
            step.entry);
  }

  private void follow(Step step) {
    var id = step.connection.id();
    switch (step.lane) {
      case LEAVE -> lanes.tellChanged(id);
      case PARK -> {
        lanes.tellChanged(id);
        lanes.park(id);
      }
      case RESUME -> {
        lanes.resume(id);
        lanes.tellResumed(id);
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
