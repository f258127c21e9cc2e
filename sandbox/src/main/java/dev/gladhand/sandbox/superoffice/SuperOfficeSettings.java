package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the simulated SuperOffice that a test may change.
 *
 * @param errorsAs200 whether a refused message gets a 200 with an error object, as agents may
 *     answer
 * @param agentAllowed false if the Messaging agent is restricted and answers 403
 * @param strict whether unknown fields are refused
 * @param ticketSeconds the lifetime of a system user's ticket after its last use, in seconds
 * @param stateSeconds how long a tenant's state may be cached, in seconds
 */
record SuperOfficeSettings(
    String username,
    String password,
    String ticket,
    String appToken,
    String bearerToken,
    String systemToken,
    @Nullable String publicKey,
    boolean errorsAs200,
    boolean agentAllowed,
    boolean strict,
    int ticketSeconds,
    int stateSeconds) {

  static SuperOfficeSettings defaults() {
    return new SuperOfficeSettings(
        "gladhand",
        "sandbox-password",
        "7T:sandbox-ticket",
        "superoffice-sandbox-app-token",
        "superoffice-sandbox-token",
        "Gladhand Sandbox-sandboxsys",
        null,
        false,
        true,
        true,
        6 * 3600,
        900);
  }

  Json.Obj show() {
    return Json.obj(
        "username", username,
        "password", password,
        "ticket", ticket,
        "app_token", appToken,
        "bearer_token", bearerToken,
        "system_token", systemToken,
        "public_key", publicKey,
        "errors_as_200", errorsAs200,
        "agent_allowed", agentAllowed,
        "strict", strict,
        "ticket_seconds", ticketSeconds,
        "state_seconds", stateSeconds);
  }

  SuperOfficeSettings with(Json.Obj change) {
    var known = show().fields().keySet();
    for (String name : change.fields().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown setting '" + name + "', known are " + known);
      }
    }
    String key = change.text("public_key");
    return new SuperOfficeSettings(
        text(change, "username", username),
        text(change, "password", password),
        text(change, "ticket", ticket),
        text(change, "app_token", appToken),
        text(change, "bearer_token", bearerToken),
        text(change, "system_token", systemToken),
        change.get("public_key") == null ? publicKey : key,
        bool(change, "errors_as_200", errorsAs200),
        bool(change, "agent_allowed", agentAllowed),
        bool(change, "strict", strict),
        whole(change, "ticket_seconds", ticketSeconds),
        whole(change, "state_seconds", stateSeconds));
  }

  private static String text(Json.Obj change, String name, String otherwise) {
    String text = change.text(name);
    return text == null ? otherwise : text;
  }

  private static boolean bool(Json.Obj change, String name, boolean otherwise) {
    Boolean bool = change.bool(name);
    return bool == null ? otherwise : bool;
  }

  private static int whole(Json.Obj change, String name, int otherwise) {
    BigDecimal number = change.number(name);
    return number == null ? otherwise : number.intValueExact();
  }
}
