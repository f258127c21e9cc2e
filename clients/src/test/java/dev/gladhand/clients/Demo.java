package dev.gladhand.clients;

import java.time.Duration;

/** The running demo, as scripts/check-clients names it. */
final class Demo {
  static final String URL = setting("GLADHAND_URL");
  static final String CLIENT = setting("GLADHAND_CLIENT_ID");
  static final String SECRET = setting("GLADHAND_CLIENT_SECRET");
  static final String CONNECTION = setting("GLADHAND_CONNECTION_ID");
  static final String RECIPIENT = setting("GLADHAND_RECIPIENT_ID");

  /** Of one call, which answers or fails by then. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Demo() {}

  private static String setting(String name) {
    var value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set; run scripts/check-clients");
    }
    return value;
  }
}
