package dev.gladhand.domain.tsp.schema;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Shape;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The settings that connections of a TSP have, besides {@link Settings#COMMON}.
 *
 * @param hosts the TSP's own hosts, to which a base URL must point: {@code api.example.com}, or
 *     {@code *.example.com} for all hosts below it
 */
public record SettingsSchema(Shape own, Set<String> hosts) {
  public SettingsSchema {
    hosts = Set.copyOf(hosts);
  }

  public Settings read(Map<?, ?> json, Faults faults) {
    return new Settings(shape().read(json, faults, false));
  }

  public Shape shape() {
    return own.plus(Settings.COMMON);
  }

  /** Whether the address is https, at one of the TSP's own hosts, and at the default port. */
  public boolean ownsHost(URI address) {
    var host = address.getHost();
    if (host == null
        || !"https".equalsIgnoreCase(address.getScheme())
        || address.getPort() > 0 && address.getPort() != 443) {
      return false;
    }
    var name = host.toLowerCase(Locale.ROOT);
    return hosts.stream()
        .anyMatch(own -> own.startsWith("*.") ? name.endsWith(own.substring(1)) : name.equals(own));
  }
}
