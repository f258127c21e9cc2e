package dev.gladhand.domain.invitation;

import dev.gladhand.domain.field.Wire;

/** The status of an invitation. */
public enum InvitationStatus implements Wire {
  /** The fleet has not answered yet. */
  ACTIVE,
  /** The fleet has connected at least once. */
  ACCEPTED,
  DECLINED,
  /** The invitation expired before the fleet answered. */
  EXPIRED,
  /** The partner has withdrawn the invitation. */
  DELETED
}
