package dev.gladhand.domain.invitation;

import java.util.UUID;

/** The gateway's id of an invitation: UUIDv7. */
public record InvitationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
