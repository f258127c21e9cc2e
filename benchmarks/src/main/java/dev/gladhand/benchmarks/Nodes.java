package dev.gladhand.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts nodes of the gateway, each in a process of its own, on a database of the benchmark. */
public final class Nodes {
  public static final String ADMIN = Client.ADMIN;
  public static final String ADMIN_SECRET = Client.SECRET;

  static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private Nodes() {}

  static Child start(String url, String... allowedTargets) {
    return start(url, Map.of(), allowedTargets);
  }

  /**
   * Starts a node.
   *
   * @param more further settings
   */
  static Child start(String url, Map<String, String> more, String... allowedTargets) {
    return start(url, more, List.of(), allowedTargets);
  }

  /** Starts a node with a heap of 256 MiB; if that is too little, the node ends. */
  public static Child small(String url, Map<String, String> more, String... allowedTargets) {
    return start(
        url,
        more,
        List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-XX:NativeMemoryTracking=summary"),
        allowedTargets);
  }

  private static Child start(
      String url, Map<String, String> more, List<String> options, String... allowedTargets) {
    var environment =
        new HashMap<>(
            Map.of(
                "GLADHAND_DATABASE_URL",
                url,
                "GLADHAND_DATABASE_USER",
                "postgres",
                "GLADHAND_DATABASE_PASSWORD",
                "postgres",
                "GLADHAND_MASTER_KEY",
                MASTER_KEY,
                "GLADHAND_ADMIN_CLIENT_ID",
                Client.ADMIN,
                "GLADHAND_ADMIN_CLIENT_SECRET",
                Client.SECRET,
                "GLADHAND_PARTNER_PENDING",
                "0"));
    if (allowedTargets.length > 0) {
      environment.put("GLADHAND_ALLOWED_TARGETS", String.join(",", allowedTargets));
    }
    environment.putAll(more);
    return Child.start(
        "dev.gladhand.bootstrap.Application",
        environment,
        "/health/readiness",
        200,
        options.toArray(String[]::new));
  }
}
