package dev.gladhand.application.invitation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.invitation.Invitation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as its partner sees it.
 *
 * @param link the whole link, which only the answer to its creation shows; null in every later
 *     answer
 * @param now the time that decides whether it has expired
 */
public record InvitationView(Invitation invitation, @Nullable String link, Instant now) {

  /** JSON values in the order of the API. */
  public Map<String, @Nullable Object> toJson() {
    var terms = invitation.terms();
    var permissions = terms.permissions();
    var connection = terms.connection();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", invitation.id().toString());
    json.put("fleet_ref", terms.fleetRef());
    json.put("fleet_name", terms.fleetName());
    json.put("fleet_email", terms.fleetEmail());
    json.put(
        "limit_tsps",
        terms.limitTsps().isEmpty() ? null : terms.limitTsps().stream().map(TspId::slug).toList());
    json.put("permissions", permissions == null ? null : permissions.toJson());
    json.put("connection_id", connection == null ? null : connection.toString());
    json.put("success_redirect_url", terms.successUrl());
    json.put("failure_redirect_url", terms.failureUrl());
    json.put("status", invitation.statusAt(now).wire());
    json.put("magic_link", link);
    json.put("expires_at", Moments.format(invitation.expiresAt()));
    json.put("accepted_at", moment(invitation.acceptedAt()));
    json.put("declined_at", moment(invitation.declinedAt()));
    json.put("decline_reason", invitation.declineReason());
    json.put(
        "connection_ids", invitation.connections().stream().map(ConnectionId::toString).toList());
    json.put("created_at", Moments.format(invitation.createdAt()));
    json.put("updated_at", Moments.format(invitation.updatedAt()));
    return json;
  }

  private static @Nullable String moment(@Nullable Instant at) {
    return at == null ? null : Moments.format(at);
  }

  /** The invitation as text, without the link, which contains a secret. */
  @Override
  public String toString() {
    return "InvitationView[" + invitation + "]";
  }
}
