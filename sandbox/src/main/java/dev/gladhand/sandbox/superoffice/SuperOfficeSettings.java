package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.SettingsChange;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the simulated SuperOffice that a test may change.
 *
 * @param errorsAs200 whether a refused message gets a 200 with an error object, as real agents may
 *     answer, instead of a 400
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
    var to = SettingsChange.of(change, show());
    String key = change.text("public_key");
    return new SuperOfficeSettings(
        to.text("username", username),
        to.text("password", password),
        to.text("ticket", ticket),
        to.text("app_token", appToken),
        to.text("bearer_token", bearerToken),
        to.text("system_token", systemToken),
        change.get("public_key") == null ? publicKey : key,
        to.bool("errors_as_200", errorsAs200),
        to.bool("agent_allowed", agentAllowed),
        to.bool("strict", strict),
        to.whole("ticket_seconds", ticketSeconds),
        to.whole("state_seconds", stateSeconds));
  }
}
