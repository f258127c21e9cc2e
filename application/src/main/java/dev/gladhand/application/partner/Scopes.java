package dev.gladhand.application.partner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scopes of clients. */
public final class Scopes {
  public static final String TELEMATICS_READ = "telematics:read";
  public static final String TELEMATICS_WRITE = "telematics:write";
  public static final String OPERATION_READ = "resource_operation:read";
  public static final String OPERATION_WRITE = "resource_operation:write";
  public static final String CONNECTION_READ = "connection:read";
  public static final String CONNECTION_CREATE = "connection:create";
  public static final String CONNECTION_UPDATE = "connection:update";
  public static final String WEBHOOK_READ = "webhook:read";
  public static final String WEBHOOK_CREATE = "webhook:create";
  public static final String WEBHOOK_UPDATE = "webhook:update";
  public static final String WEBHOOK_DELETE = "webhook:delete";
  public static final String INVITATION_CREATE = "invitation:create";
  public static final String INVITATION_READ = "invitation:read";
  public static final String INVITATION_DELETE = "invitation:delete";

  public static final String AUDIT_READ = "audit:read";

  /** Permits the management of all partners; only the operator's client has it. */
  public static final String ADMIN = "admin";

  /** The scopes that a partner gets by default. */
  public static final List<String> OF_PARTNERS =
      List.of(
          TELEMATICS_READ,
          TELEMATICS_WRITE,
          OPERATION_READ,
          OPERATION_WRITE,
          CONNECTION_READ,
          CONNECTION_CREATE,
          CONNECTION_UPDATE,
          WEBHOOK_READ,
          WEBHOOK_CREATE,
          WEBHOOK_UPDATE,
          WEBHOOK_DELETE,
          INVITATION_CREATE,
          INVITATION_READ,
          INVITATION_DELETE,
          AUDIT_READ);

  private Scopes() {}

  /**
   * The scope that a client needs, besides the scopes for webhooks, to get this event or the events
   * of this pattern by webhook; null if it needs no further scope.
   *
   * @param event the name of an event, or a pattern
   */
  public static @Nullable String toBeTold(String event) {
    return switch (event.split("\\.", 2)[0]) {
      case "resource_operation" -> OPERATION_READ;
      case "connection" -> CONNECTION_READ;
      case "invitation" -> INVITATION_READ;
      default -> null;
    };
  }

  public static boolean exists(String scope) {
    return OF_PARTNERS.contains(scope) || ADMIN.equals(scope);
  }
}
