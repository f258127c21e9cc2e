package dev.gladhand.persistence.invitation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.domain.invitation.Terms;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of invitations.
 *
 * @param limitTsps as JSON; so are {@code permissions}, {@code settings} and {@code connectionIds}
 */
@MappedEntity(value = "invitation", escape = false)
record InvitationRow(
    @Id UUID id,
    UUID partnerId,
    String fleetRef,
    @Nullable String fleetName,
    @Nullable String fleetEmail,
    String limitTsps,
    @Nullable String permissions,
    @Nullable UUID connectionId,
    String settings,
    @Nullable String successUrl,
    @Nullable String failureUrl,
    String status,
    String linkHash,
    Instant expiresAt,
    @Nullable Instant viewedAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant declinedAt,
    @Nullable String declineReason,
    String connectionIds,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  static InvitationRow of(Invitation invitation) {
    var terms = invitation.terms();
    var permissions = terms.permissions();
    var connection = terms.connection();
    return new InvitationRow(
        invitation.id().value(),
        invitation.partner().value(),
        terms.fleetRef(),
        terms.fleetName(),
        terms.fleetEmail(),
        JsonWriter.text(terms.limitTsps().stream().map(TspId::slug).toList()),
        permissions == null ? null : JsonWriter.text(permissions.toJson()),
        connection == null ? null : connection.value(),
        settings(terms),
        terms.successUrl(),
        terms.failureUrl(),
        invitation.status().wire(),
        invitation.linkHash(),
        Micros.of(invitation.expiresAt()),
        Micros.ofMaybe(invitation.viewedAt()),
        Micros.ofMaybe(invitation.acceptedAt()),
        Micros.ofMaybe(invitation.declinedAt()),
        invitation.declineReason(),
        JsonWriter.text(invitation.connections().stream().map(ConnectionId::toString).toList()),
        Micros.of(invitation.createdAt()),
        Micros.of(invitation.updatedAt()),
        invitation.version());
  }

  private static String settings(Terms terms) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    terms.settings().forEach((tsp, one) -> json.put(tsp.slug(), one));
    return JsonWriter.text(json);
  }

  Invitation invitation() {
    return new Invitation(
        new InvitationId(id),
        new PartnerId(partnerId),
        terms(),
        Wire.of(InvitationStatus.class, status)
            .orElseThrow(
                () -> new IllegalArgumentException("no status of an invitation: " + status)),
        linkHash,
        expiresAt,
        viewedAt,
        acceptedAt,
        declinedAt,
        declineReason,
        StoredJson.strings(connectionIds).stream().map(ConnectionId::of).toList(),
        createdAt,
        updatedAt,
        version);
  }

  private Terms terms() {
    return new Terms(
        fleetRef,
        fleetName,
        fleetEmail,
        StoredJson.strings(limitTsps).stream().map(TspId::new).toList(),
        permissions == null
            ? null
            : Permissions.of(
                Permissions.SHAPE.read(StoredJson.object(permissions), new Faults(), true)),
        connectionId == null ? null : new ConnectionId(connectionId),
        settingsByTsp(),
        successUrl,
        failureUrl);
  }

  @SuppressWarnings("unchecked") // The names of a JSON object are strings.
  private Map<TspId, Map<String, @Nullable Object>> settingsByTsp() {
    var byTsp = new LinkedHashMap<TspId, Map<String, @Nullable Object>>();
    StoredJson.object(settings)
        .forEach((slug, one) -> byTsp.put(new TspId(slug), (Map<String, @Nullable Object>) one));
    return byTsp;
  }
}
