package dev.gladhand.bootstrap.tool;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * Asks the node of this machine whether it is ready. A container uses this as its health check,
 * because its image has no other program. Only few classes are loaded, because the check starts
 * every few seconds.
 */
public final class Health {
  private static final int LIMIT_MILLIS = 5_000;

  private Health() {}

  /** Returns 0 if the node is ready, else 1. */
  public static int check(Map<String, String> environment) {
    var host = environment.getOrDefault("GLADHAND_HOST", "127.0.0.1");
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "127.0.0.1";
    } else if (host.indexOf(':') >= 0) {
      host = "[" + host + "]";
    }
    var url =
        "http://"
            + host
            + ":"
            + environment.getOrDefault("GLADHAND_PORT", "8080")
            + "/health/readiness";
    try {
      if (URI.create(url).toURL().openConnection() instanceof HttpURLConnection call) {
        call.setConnectTimeout(LIMIT_MILLIS);
        call.setReadTimeout(LIMIT_MILLIS);
        var status = call.getResponseCode();
        call.disconnect();
        if (status == HttpURLConnection.HTTP_OK) {
          return 0;
        }
        System.err.println("gladhand: the node is not ready: " + url + " answers " + status);
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("gladhand: the node cannot be reached at " + url);
    }
    return 1;
  }
}
