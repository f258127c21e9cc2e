package dev.gladhand.e2e.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of the contract; names in braces stand for ids.
 *
 * @param scope the scope that it needs
 * @param body what a body without other faults may be, or null where none is taken
 */
public record Route(String method, String path, String scope, @Nullable String body) {
  public static final String C = "/v2/integrations/connections";
  public static final String T = "/v2/telematics";
  public static final String I = "/v2/orgs/invitations";
  public static final String W = "/v2/notifications/webhooks";

  private static Route get(String path, String scope) {
    return new Route("GET", path, scope, null);
  }

  private static Route act(String path, String scope) {
    return new Route("POST", path, scope, null);
  }

  public static List<Route> all() {
    var message =
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{user}\",\"message_text\":\"m\"}";
    var notes = "{\"connection_id\":\"{connection}\",\"notes\":\"m\"}";
    return List.of(
        get(C, "connection:read"),
        new Route("POST", C, "connection:create", "{}"),
        get(C + "/{connection}", "connection:read"),
        new Route("PATCH", C + "/{connection}", "connection:update", "{\"description\":\"d\"}"),
        new Route("DELETE", C + "/{connection}", "connection:update", null),
        act(C + "/{connection}/activate", "connection:update"),
        act(C + "/{connection}/pause", "connection:update"),
        act(C + "/{connection}/test", "connection:update"),
        get(C + "/{connection}/capabilities", "connection:read"),
        new Route(
            "PUT",
            C + "/{connection}/references",
            "connection:update",
            "[" + Fleet.reference("user", "u") + "]"),
        act(C + "/{connection}/references/refresh", "connection:update"),
        get(C + "/{connection}/references/refresh/{job}", "connection:read"),
        get(C + "/resource-operations", "resource_operation:read"),
        get(C + "/{connection}/resource-operations/{operation}", "resource_operation:read"),
        act(C + "/{connection}/resource-operations/{operation}/retry", "resource_operation:write"),
        act(C + "/{connection}/resource-operations/{operation}/cancel", "resource_operation:write"),
        get(C + "/resource-operations/bulk-actions", "resource_operation:read"),
        new Route(
            "POST",
            C + "/resource-operations/bulk-actions",
            "resource_operation:write",
            "{\"action\":\"cancel\",\"filter\":{}}"),
        get("/v2/integrations/tsps", "connection:read"),
        get("/v2/integrations/tsps/samsara", "connection:read"),
        get(T + "/users", "telematics:read"),
        get(T + "/users/{user}", "telematics:read"),
        get(T + "/vehicles", "telematics:read"),
        get(T + "/vehicles/{vehicle}", "telematics:read"),
        get(T + "/trailers", "telematics:read"),
        get(T + "/trailers/{trailer}", "telematics:read"),
        new Route("POST", T + "/vehicles", "telematics:write", notes),
        new Route("PATCH", T + "/vehicles/{vehicle}", "telematics:write", notes),
        new Route("POST", T + "/trailers", "telematics:write", notes),
        new Route("PATCH", T + "/trailers/{trailer}", "telematics:write", notes),
        new Route("POST", T + "/users", "telematics:write", notes),
        new Route("PATCH", T + "/users/{user}", "telematics:write", notes),
        new Route("POST", T + "/messages", "telematics:write", message),
        new Route(
            "POST",
            T + "/group-messages",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"sender_id\":\"{user}\","
                + "\"recipient_ids\":[\"{user}\"],\"message_text\":\"m\"}"),
        new Route(
            "POST",
            T + "/dvir-logs",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"driver_id\":\"{user}\"}"),
        new Route(
            "POST",
            T + "/fuel-transactions",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"driver_id\":\"{user}\","
                + "\"vehicle_id\":\"{vehicle}\",\"fuel_volume\":1,\"fuel_volume_unit\":\"LITER\"}"),
        new Route("POST", W, "webhook:create", "{}"),
        get(W, "webhook:read"),
        get(W + "/{webhook}", "webhook:read"),
        new Route(
            "PATCH", W + "/{webhook}", "webhook:update", "{\"url\":\"https://example.com/i\"}"),
        new Route("DELETE", W + "/{webhook}", "webhook:delete", null),
        act(W + "/{webhook}/activate", "webhook:update"),
        act(W + "/{webhook}/pause", "webhook:update"),
        new Route("POST", W + "/{webhook}/replay", "webhook:update", "{}"),
        act(W + "/{webhook}/test", "webhook:update"),
        act(W + "/{webhook}/rotate-secret", "webhook:update"),
        get(W + "/{webhook}/logs", "webhook:read"),
        get(W + "/{webhook}/metrics", "webhook:read"),
        get("/v2/notifications/events", "resource_operation:read"),
        new Route("POST", I, "invitation:create", "{}"),
        get(I, "invitation:read"),
        get(I + "/{invitation}", "invitation:read"),
        new Route("DELETE", I + "/{invitation}", "invitation:delete", null),
        get("/v2/notifications/schemas", "webhook:read"),
        get("/v2/notifications/schemas/webhook.test", "webhook:read"),
        get("/v2/audit/events", "audit:read"),
        get("/v2/audit/verify", "admin"),
        get("/v2/admin/partners", "admin"),
        new Route("POST", "/v2/admin/partners", "admin", "{}"),
        new Route("PUT", "/v2/admin/oauth-apps/motive", "admin", "{}"),
        get("/v2/admin/oauth-apps/motive", "admin"),
        new Route("DELETE", "/v2/admin/oauth-apps/motive", "admin", null),
        new Route("PATCH", "/v2/admin/partners/{partner}", "admin", "{\"redirect_origins\":[]}"),
        act("/v2/admin/partners/{partner}/rotate-secret", "admin"),
        act("/v2/admin/partners/{partner}/disable", "admin"),
        get("/v2/admin/keys", "admin"),
        act("/v2/admin/keys/rewrap", "admin"),
        act("/v2/admin/signing-keys/rotate", "admin"));
  }

  /** Tells whether the path or the body names an object that belongs to a partner. */
  public boolean namesAnObject() {
    return path.contains("{") || body != null && body.contains("{conn");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
