package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** JSON values that at least one field refuses. */
public final class Values {
  public static final List<String> ALL =
      List.of(
          "\"a\\u0000b\"",
          "\"\\u0000\"",
          "\"a\\ud800b\"",
          "\"\\udc00\"",
          "\"\\ud83d\"",
          "1e999999999",
          "-1e999999999",
          "1e-999999999",
          "9223372036854775808",
          "-9223372036854775809",
          "1.9",
          "-0",
          "1.0",
          "123456789012345678901234567890.123456789",
          "\"\"",
          "\" \"",
          "\"\\t\\n\"",
          "\"\\ufffe\\uffff\\ufeff\"",
          "\"'; drop table resource_operation; --\"",
          "\"\\u202e\\u0007%s%n${jndi:ldap://x}\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"1-1-1-1-1\"",
          "\"0000-00-00\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"+1000000000-01-01T00:00:00Z\"",
          "true",
          "{}",
          "{\"a\":{\"b\":[]}}",
          "[]",
          "[null]",
          "[\"a\\u0000\"]",
          "[\"x\",\"x\"]",
          "\"" + "x".repeat(5_000) + "\"");

  private Values() {}

  /** Shortens a value for the messages of assertions. */
  public static String cut(String value) {
    return value.length() > 100 ? value.substring(0, 100) : value;
  }

  /** A 2xx, or a 4xx with the body of the contract. */
  public static void assertTaken(String what, Http.Reply reply) {
    var status = reply.status();
    assertTrue(status >= 200 && status < 300 || status >= 400 && status < 500, what + ": " + reply);
    if (status >= 400) {
      Errors.assertBody(what, reply);
    }
  }

  /** Tells whether no store can store the value unchanged. */
  public static boolean cannotBeStored(String value) {
    return value.contains("\\u0000") || value.contains("\\ud8") || value.contains("\\udc");
  }

  /** Whether some field may take it, so that the store has a say. */
  public static boolean isForTheStore(String value) {
    return cannotBeStored(value)
        || value.startsWith("\"")
            && (value.contains("\\") || value.contains("'") || value.length() > 1000)
        || value.matches("-?[0-9.]+(e.*)?");
  }

  /**
   * As {@link #assertTaken(String, Http.Reply)}, and what no store keeps is refused as a fault of
   * its field.
   */
  public static void assertTaken(String field, String value, Http.Reply reply) {
    var what = field + " = " + cut(value);
    assertTaken(what, reply);
    if (cannotBeStored(value)) {
      assertEquals(422, reply.status(), () -> what + ": " + reply);
      var paths = reply.json().get("detail").findValuesAsText("path");
      assertTrue(paths.stream().anyMatch(path -> path.contains(field)), () -> what + ": " + reply);
    }
  }
}
