package dev.gladhand.application.audit;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** The actions that are audited. */
public enum AuditAction implements Wire {
  PARTNER_CREATED("partner"),
  PARTNER_UPDATED("partner"),
  PARTNER_SECRET_ROTATED("partner"),
  PARTNER_DISABLED("partner"),
  CONNECTION_CREATED("connection"),
  CONNECTION_UPDATED("connection"),
  CONNECTION_ACTIVATED("connection"),
  CONNECTION_PAUSED("connection"),
  CONNECTION_DELETED("connection"),
  CONNECTION_RECONNECTED("connection"),
  WEBHOOK_CREATED("webhook"),
  WEBHOOK_UPDATED("webhook"),
  WEBHOOK_ACTIVATED("webhook"),
  WEBHOOK_PAUSED("webhook"),
  WEBHOOK_DELETED("webhook"),
  WEBHOOK_SECRET_ROTATED("webhook"),
  WEBHOOK_REPLAYED("webhook"),
  INVITATION_CREATED("invitation"),
  INVITATION_REFRESHED("invitation"),
  INVITATION_ACCEPTED("invitation"),
  INVITATION_DECLINED("invitation"),
  INVITATION_DELETED("invitation"),
  OAUTH_APP_PUT("oauth_app"),
  OAUTH_APP_DELETED("oauth_app"),
  KEY_REWRAPPED("key"),
  SIGNING_KEY_ROTATED("signing_key"),
  OPERATION_RETRIED("operation"),
  OPERATION_CANCELLED("operation"),
  BULK_ACTION_STARTED("bulk_action"),
  TOKEN_REFUSED("token");

  private final String objectType;

  AuditAction(String objectType) {
    this.objectType = objectType;
  }

  /** The type of the changed object, such as {@code connection}. */
  public String objectType() {
    return objectType;
  }

  /** The name in the API, such as {@code connection.created}. */
  @Override
  public String wire() {
    return objectType + "." + name().substring(objectType.length() + 1).toLowerCase(Locale.ROOT);
  }
}
