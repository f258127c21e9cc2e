package dev.gladhand.sandbox;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.ProviderPort;
import dev.gladhand.sandbox.provider.RateLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads and changes the settings of the providers: those that every provider has, and those that
 * only one provider has.
 */
final class ControlSettings {
  private ControlSettings() {}

  static Json.Obj show(SandboxServer server) {
    var all = new LinkedHashMap<String, Json>();
    server
        .ports()
        .forEach(
            (name, port) ->
                all.put(
                    name,
                    port.provider()
                        .settings()
                        .with("latency_ms", port.latency().toMillis())
                        .with("rate_limits", port.showLimits())));
    return new Json.Obj(all);
  }

  /**
   * Changes settings; {@code change} is {@code {provider: {setting: value}}}, and settings that it
   * does not name stay as they are.
   */
  static void change(SandboxServer server, Json.Obj change) {
    for (var entry : change.fields().entrySet()) {
      ProviderPort port = server.port(entry.getKey());
      if (!(entry.getValue() instanceof Json.Obj settings)) {
        throw new IllegalArgumentException("settings of a provider are an object");
      }
      change(server, port, settings);
    }
  }

  private static void change(SandboxServer server, ProviderPort port, Json.Obj settings) {
    List<RateLimit> limits = settings.items("rate_limits").stream().map(RateLimit::read).toList();
    port.provider().change(settings.without("latency_ms").without("rate_limits").without("refuse"));
    BigDecimal latency = settings.number("latency_ms");
    if (latency != null) {
      port.latency(Duration.ofMillis(latency.longValueExact()));
    }
    if (settings.get("rate_limits") != null) {
      port.limits(limits);
    }
    Boolean refuse = settings.bool("refuse");
    if (refuse != null) {
      server.refuse(port.provider().name(), refuse);
    }
  }
}
