package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Findings.Level;
import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests another partner's objects by most routes of the API. Each answer must be a 404, and no
 * list may contain these objects.
 */
final class TenantMatrix {
  private static final String CONNECTIONS = "/v2/integrations/connections";
  private static final String WEBHOOKS = "/v2/notifications/webhooks";

  private final Trial trial;
  private final List<String> seen = new ArrayList<>();
  private int asked;

  TenantMatrix(Trial trial) {
    this.trial = trial;
  }

  void run(Findings findings) throws IOException {
    var connection = CONNECTIONS + "/" + trial.canaryConnection;
    ask("GET", connection, null);
    ask("PATCH", connection, Map.of("description", "another's"));
    for (var act : List.of("activate", "pause", "test")) {
      ask("POST", connection + "/" + act, null);
    }
    ask("GET", connection + "/capabilities", null);
    ask(
        "PUT",
        connection + "/references",
        List.of(Map.of("resource", "vehicle", "source_id", "another's")));
    ask("POST", connection + "/references/refresh", null);
    ask("POST", "/v2/telematics/" + trial.path(), trial.body(trial.canaryConnection));
    ask("DELETE", connection, null);
    var webhook = WEBHOOKS + "/" + trial.webhook;
    ask("GET", webhook, null);
    ask("PATCH", webhook, Map.of("url", "https://selfcheck.example/another"));
    for (var act : List.of("activate", "pause", "test", "rotate-secret")) {
      ask("POST", webhook + "/" + act, null);
    }
    ask("POST", webhook + "/replay", Map.of());
    ask("GET", webhook + "/logs", null);
    ask("GET", webhook + "/metrics", null);
    ask("DELETE", webhook, null);
    if (trial.operation != null) {
      var operation =
          CONNECTIONS + "/" + trial.connection + "/resource-operations/" + trial.operation;
      ask("GET", operation, null);
      ask("POST", operation + "/retry", null);
      ask("POST", operation + "/cancel", null);
    }
    for (var list :
        List.of(
            CONNECTIONS,
            WEBHOOKS,
            CONNECTIONS + "/resource-operations",
            "/v2/notifications/events",
            "/v2/audit/events")) {
      var page = trial.second().get(list).expect(200).text();
      asked++;
      if (page.contains(trial.canaryConnection) || page.contains(trial.webhook)) {
        seen.add("GET " + list);
      }
    }
    findings.add(
        seen.isEmpty() ? Level.OK : Level.FAILED,
        "partners",
        seen.isEmpty()
            ? "with " + asked + " calls, no partner saw another partner's objects"
            : "a partner could see another partner's objects by " + seen);
  }

  private void ask(String method, String path, @Nullable Object body) throws IOException {
    var text = body == null ? (method.equals("POST") ? "" : null) : JsonWriter.text(body);
    var answer = trial.second().send(method, path, text, Map.of());
    asked++;
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new Refused(method + " " + path + " answered " + answer.status() + ": run it again");
    }
    if (answer.status() != 404) {
      seen.add(method + " " + path + " (" + answer.status() + ")");
    }
  }
}
