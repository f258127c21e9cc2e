package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.invitation.AcceptInvitations.Found;
import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.application.invitation.TryCredentials.Trial;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fleet connect its account by the link of an invitation. Credentials are tested at the TSP
 * before anything is stored. Blocks; throws {@code StoreUnavailable}; thread-safe.
 */
public final class ConnectFleets {
  private final OpenInvitations open;
  private final AcceptInvitations accept;
  private final TryCredentials trials;
  private final Connections connections;
  private final Adapters adapters;
  private final ConnectionBody bodies;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes UUIDv7s
   */
  public ConnectFleets(
      OpenInvitations open,
      AcceptInvitations accept,
      TryCredentials trials,
      Connections connections,
      Adapters adapters,
      ConnectionBody bodies,
      Supplier<UUID> ids) {
    this.open = open;
    this.accept = accept;
    this.trials = trials;
    this.connections = connections;
    this.adapters = adapters;
    this.bodies = bodies;
    this.ids = ids;
  }

  /** The result of an attempt to connect. */
  public sealed interface Result {
    /** The connection is active. */
    record Connected(Invitation invitation, ConnectionId connection) implements Result {}

    /** The test of the credentials failed, for the reason in {@code trial}; nothing was stored. */
    record NotTaken(Trial.Bad trial) implements Result {}
  }

  /** The TSPs that the fleet may choose from, in the order of their slugs. */
  public List<TspAdapter> choices(Invitation invitation) {
    var reconnect = present(invitation);
    if (invitation.terms().connection() != null) {
      return reconnect.flatMap(connection -> adapters.find(connection.tsp())).stream().toList();
    }
    return adapters.all().stream()
        .filter(adapter -> invitation.terms().allows(adapter.id()))
        .toList();
  }

  /** Whether a fleet can still connect by the invitation. */
  public boolean takes(Invitation invitation) {
    return accept.takes(invitation);
  }

  /**
   * The TSP with this slug. A TSP that the fleet may not choose is treated like one that does not
   * exist.
   */
  public Answer<TspAdapter> choice(Invitation invitation, String slug) {
    return choices(invitation).stream()
        .filter(adapter -> adapter.id().slug().equals(slug))
        .findFirst()
        .map(Answer::ok)
        .orElseGet(OpenInvitations::nothing);
  }

  private Optional<Connection> present(Invitation invitation) {
    var id = invitation.terms().connection();
    return id != null
            && ReadConnections.find(connections, invitation.partner(), id)
                instanceof Answer.Ok<Connection>(var connection)
        ? Optional.of(connection)
        : Optional.empty();
  }

  /**
   * The settings that the fleet cannot choose: those that the partner has fixed in the invitation
   * and, in a reconnect, those of the present connection.
   */
  public Map<String, @Nullable Object> fixed(Invitation invitation, TspId tsp) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    present(invitation).ifPresent(present -> all.putAll(present.settings().fields().toJson()));
    all.putAll(invitation.terms().settings(tsp));
    return all;
  }

  /**
   * Tests the credentials and connects.
   *
   * @param credentials the fields of the TSP's schema of credentials, as in the API's body of a
   *     connection
   * @param settings the settings that the fleet adds to the fixed ones
   */
  public Answer<Result> connect(
      String secret,
      String slug,
      Map<String, @Nullable Object> credentials,
      Map<String, @Nullable Object> settings) {
    return open.find(secret)
        .map(Open::invitation)
        .flatMap(
            invitation ->
                accept.takes(invitation)
                    ? choice(invitation, slug)
                        .flatMap(
                            adapter -> tried(secret, invitation, adapter, credentials, settings))
                    : OpenInvitations.nothing());
  }

  private Answer<Result> tried(
      String secret,
      Invitation invitation,
      TspAdapter adapter,
      Map<String, @Nullable Object> credentials,
      Map<String, @Nullable Object> settings) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("source_name", adapter.id().slug());
    body.put("credentials", credentials);
    body.put("settings", all(invitation, adapter, settings));
    return bodies
        .create(body)
        .flatMap(draft -> keep(secret, invitation, adapter, draft.credentials(), draft.settings()));
  }

  private Map<String, @Nullable Object> all(
      Invitation invitation, TspAdapter adapter, Map<String, @Nullable Object> added) {
    var all = new LinkedHashMap<>(added);
    all.putAll(fixed(invitation, adapter.id()));
    return all;
  }

  /** The settings of the new connection: those that are fixed and those that the fleet adds. */
  Answer<Settings> settings(
      Invitation invitation, TspAdapter adapter, Map<String, @Nullable Object> added) {
    return bodies.settings(adapter, all(invitation, adapter, added));
  }

  /** The time limit of one call to a TSP. */
  Duration timeout() {
    return trials.timeout();
  }

  /** Tests credentials, and stores the connection if they work. */
  Answer<Result> keep(
      String secret,
      Invitation invitation,
      TspAdapter adapter,
      Credentials credentials,
      Settings settings) {
    var reconnect = invitation.terms().connection();
    var id = reconnect == null ? new ConnectionId(ids.get()) : reconnect;
    var access = new TspAccess(id, credentials, settings, timeout());
    return switch (trials.run(adapter, access)) {
      case Trial.Bad bad -> Answer.ok(new Result.NotTaken(bad));
      case Trial.Good(var good) ->
          accept
              .accept(secret, new Found(id, adapter.id(), good, settings))
              .map(accepted -> new Result.Connected(accepted, id));
    };
  }
}
