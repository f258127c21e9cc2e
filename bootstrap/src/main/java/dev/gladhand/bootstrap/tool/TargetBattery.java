package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Findings.Level;
import dev.gladhand.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends a node URLs of internal addresses, in many spellings, as targets of its calls. The node
 * must refuse each of them.
 */
final class TargetBattery {
  private static final List<String> INNER =
      List.of(
          "https://127.0.0.1/",
          "https://localhost/",
          "https://[::1]/",
          "https://0.0.0.0/",
          "https://10.0.0.1/",
          "https://172.16.0.1/",
          "https://192.168.1.1/",
          "https://100.64.0.1/",
          "https://169.254.169.254/latest/meta-data/",
          "https://224.0.0.1/",
          "https://[fd00::1]/",
          "https://[fe80::1]/",
          "https://[::ffff:10.0.0.1]/",
          "https://[64:ff9b::7f00:1]/",
          "https://[2002:7f00:1::]/",
          "https://2130706433/",
          "https://0x7f.0.0.1/",
          "https://0177.0.0.1/",
          "https://metadata.google.internal/",
          "http://example.com/",
          "https://user:word@example.com/",
          "https://example.com:22/",
          "ftp://example.com/",
          "file:///etc/passwd");

  private final Node partner;
  private final String provider;

  TargetBattery(Node partner, String provider) {
    this.partner = partner;
    this.provider = provider;
  }

  void run(Findings findings) throws IOException {
    var taken = new ArrayList<String>();
    for (var url : INNER) {
      refused(
          taken,
          "base_url " + url,
          "/v2/integrations/connections",
          Map.of(
              "source_name",
              provider,
              "fleet_ref",
              "selfcheck",
              "credentials",
              Map.of(),
              "settings",
              Map.of("base_url", url)),
          "base_url");
      refused(
          taken,
          "webhook " + url,
          "/v2/notifications/webhooks",
          Map.of("url", url, "event_name", "resource_operation.failed"),
          "url");
    }
    findings.add(
        taken.isEmpty() ? Level.OK : Level.FAILED,
        "inner addresses",
        taken.isEmpty()
            ? "all " + 2 * INNER.size() + " are refused"
            : "the node would call " + taken);
  }

  /**
   * Sends the body, and adds {@code what} to {@code taken} unless the node refuses the URL in the
   * given member. Other faults of the body do not matter.
   */
  private void refused(
      List<String> taken, String what, String path, Map<String, ?> body, String member)
      throws IOException {
    var answer = partner.post(path, body);
    var named =
        answer.status() == 422
            && Json.objects(Json.at(answer.json(), "detail")).stream()
                .anyMatch(fault -> String.valueOf(fault.get("path")).endsWith(member));
    if (!named) {
      taken.add(what + " (" + answer.status() + ")");
    }
    if (answer.status() == 201) {
      partner.send("DELETE", path + "/" + Json.at(answer.json(), "id"), null, Map.of());
    }
  }
}
